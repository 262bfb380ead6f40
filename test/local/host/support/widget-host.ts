import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { App } from 'aws-cdk-lib/core'
import * as z from 'zod'
import { writeWidget } from '../../../../lib/widget-folders.ts'
import { WidgetStack } from '../../../../lib/widget-stack.ts'
import { readAssembly } from '../../../../local/host/assembly.ts'
import { declaredDistributions } from '../../../../local/host/distribution/declaration.ts'
import { serveDistribution } from '../../../../local/host/distribution/distribution.ts'
import { firstOf } from '../../../../local/host/local-page.ts'
import { createResolver } from '../../../../local/host/resolve.ts'
import { testConfig } from '../../../lib/templates.ts'

const place = { region: 'us-east-1', account: '000000000000', queueUrl: String, streamArn: String }

/** The widget as its stack's template declares it, on an origin of its own; `asked` is what browsers have fetched. */
export async function hostWidget() {
  const directory = await mkdtemp(join(tmpdir(), 'widget-host-'))
  const folders = await writeWidget(join(directory, 'widget'))
  const app = new App({ outdir: join(directory, 'cdk.out'), analyticsReporting: false, treeMetadata: false })
  new WidgetStack(app, 'Widget', { config: testConfig(), folders })
  const assembly = await readAssembly(app.synth().directory)
  const distributions = await declaredDistributions(assembly, createResolver(assembly, place), place)
  await rm(directory, { recursive: true })

  const asked: string[] = []
  const serve = firstOf(distributions.map(serveDistribution))
  const server = createServer(async (request, response) => {
    asked.push(request.url ?? '')
    if (!(await serve(request, response))) response.writeHead(418).end()
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${z.object({ port: z.int() }).parse(server.address()).port}`,
    asked,
    paths: distributions.flatMap(({ files }) => [...files.keys()]),
    async close() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}
