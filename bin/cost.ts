import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { synthesize } from '../lib/app.ts'
import { noBundles } from '../lib/bundles.ts'
import { costTable, idleCost } from '../lib/cost.ts'
import { noWidget } from '../lib/widget-folders.ts'

const [, , stage = 'dev'] = process.argv
const outdir = mkdtempSync(join(tmpdir(), 'switchboard-cost-'))
try {
  const { stacks } = await synthesize({ stage, outdir, bundles: noBundles, widget: noWidget })
  console.log(`Stage ${stage}\n\n${costTable(idleCost(stacks.map(({ template }) => template)))}`)
} finally {
  rmSync(outdir, { recursive: true })
}
