import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

export type Resources = Record<string, { Type: string; Properties: Record<string, unknown> }>

/** Writes an assembly of one stack, as CDK would, and gives its directory. `code` is each function's module, by logical id. */
export function synthesized(
  resources: Resources,
  code: Record<string, string> = {},
  outputs: Record<string, unknown> = {},
): string {
  const directory = temporaryDirectory()
  const assets = Object.entries(code).map(([logicalId, source]) => {
    mkdirSync(join(directory, `asset.${logicalId}`))
    writeFileSync(join(directory, `asset.${logicalId}`, 'index.mjs'), source)
    return [logicalId, { source: { path: `asset.${logicalId}`, packaging: 'zip' }, destinations: {} }]
  })
  writeJson(directory, 'manifest.json', {
    artifacts: {
      'App.assets': { type: 'cdk:asset-manifest', properties: { file: 'App.assets.json' } },
      App: { type: 'aws:cloudformation:stack', properties: { templateFile: 'App.template.json' } },
    },
  })
  writeJson(directory, 'App.assets.json', { files: Object.fromEntries(assets) })
  writeJson(directory, 'App.template.json', {
    Resources: resources,
    Outputs: Object.fromEntries(Object.entries(outputs).map(([key, Value]) => [key, { Value }])),
  })
  return directory
}

/** A directory that is gone when the test, or the suite whose hook makes it, has finished. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'switchboard-test-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  return directory
}

export function lambda(logicalId: string, properties: Record<string, unknown> = {}): Resources {
  return {
    [logicalId]: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        Code: { S3Bucket: 'assets', S3Key: `${logicalId}.zip` },
        Timeout: 5,
        MemorySize: 128,
        ...properties,
      },
    },
  }
}

export function queue(logicalId: string, properties: Record<string, unknown> = {}): Resources {
  return { [logicalId]: { Type: 'AWS::SQS::Queue', Properties: properties } }
}

/** Feeds a function from a queue. */
export function feed(from: string, to: string, properties: Record<string, unknown> = {}): Resources {
  return {
    [`${from}To${to}`]: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        EventSourceArn: { 'Fn::GetAtt': [from, 'Arn'] },
        FunctionName: { Ref: to },
        BatchSize: 1,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        ...properties,
      },
    },
  }
}

function writeJson(directory: string, file: string, content: unknown): void {
  writeFileSync(join(directory, file), JSON.stringify(content))
}
