import { beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { reference, synthesizeTemplates, type Templates, testConfig } from './templates.ts'

const bucket = z.looseObject({
  LifecycleConfiguration: z.object({ Rules: z.array(z.record(z.string(), z.unknown())) }),
})
const statement = z.looseObject({ Effect: z.string(), Action: z.union([z.string(), z.array(z.string())]) })
const policy = z.object({ PolicyDocument: z.object({ Statement: z.array(statement) }) })
const distribution = z.object({ DistributionConfig: z.looseObject({}) })
const upload = z.object({
  DestinationBucketKeyPrefix: z.string(),
  Prune: z.boolean(),
  SystemMetadata: z.record(z.string(), z.string()),
})

describe('The widget', () => {
  let templates: Templates
  const files = () => templates.of('AWS::S3::Bucket', bucket)
  const own = (type: string) =>
    templates.resources.filter((it) => it.stack.endsWith('-Widget') && it.type === type)

  beforeAll(async () => {
    templates = (await synthesizeTemplates({ config: testConfig({ logRetentionDays: 14 }) })).templates
  })

  test('lies in a private, encrypted bucket that keeps what it has', () => {
    expect(files()).toMatchObject([
      {
        deletionPolicy: 'Retain',
        properties: {
          PublicAccessBlockConfiguration: {
            BlockPublicAcls: true,
            BlockPublicPolicy: true,
            IgnorePublicAcls: true,
            RestrictPublicBuckets: true,
          },
          BucketEncryption: {
            ServerSideEncryptionConfiguration: [
              { ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } },
            ],
          },
          VersioningConfiguration: { Status: 'Enabled' },
        },
      },
    ])
  })

  test('a file never expires by its age: nobody knows whether a page still asks for it', () => {
    const rules = files().flatMap(({ properties }) => properties.LifecycleConfiguration.Rules)
    expect(rules.map(({ Status, ...rule }) => rule)).toEqual([
      { NoncurrentVersionExpiration: { NoncurrentDays: 30 } },
      { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } },
    ])
  })

  test('is read by the distribution alone, and by nobody without TLS', () => {
    const [found] = templates.of('AWS::S3::BucketPolicy', policy)
    const [tls, read, ...others] = found?.properties.PolicyDocument.Statement ?? []
    expect(tls).toMatchObject({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } })
    expect(read).toMatchObject({
      Effect: 'Allow',
      Action: 's3:GetObject',
      Principal: { Service: 'cloudfront.amazonaws.com' },
    })
    expect(JSON.stringify(read?.Condition)).toMatch(/AWS:SourceArn.*distribution\/",\{"Ref":"Distribution/)
    expect(others).toEqual([])
  })

  test('comes over HTTPS, HTTP/2 and 3, compressed, and is kept as long as the files themselves say', () => {
    const managedByCloudFront = '658327ea-f89d-4fab-a63d-7e88639e58f6'
    expect(templates.of('AWS::CloudFront::Distribution', distribution)).toMatchObject([
      {
        properties: {
          DistributionConfig: {
            HttpVersion: 'http2and3',
            PriceClass: 'PriceClass_100',
            DefaultCacheBehavior: {
              CachePolicyId: managedByCloudFront,
              Compress: true,
              ViewerProtocolPolicy: 'redirect-to-https',
            },
          },
        },
      },
    ])
  })

  test('first comes what is named after its content, for good; then what names it, for minutes', () => {
    const uploads = templates.of('Custom::CDKBucketDeployment', upload)
    expect(
      uploads.map(({ properties }) => [properties.SystemMetadata['cache-control'], properties.Prune]),
    ).toEqual([
      ['public, max-age=31536000, immutable', false],
      ['public, max-age=300, stale-while-revalidate=3600', false],
    ])
    for (const { properties } of uploads) {
      expect(properties.DestinationBucketKeyPrefix).toBe('widget')
      expect(properties.SystemMetadata['content-type']).toBe('text/javascript; charset=utf-8')
    }
    const [first, second] = uploads
    expect(second?.dependsOn).toContain(first?.id)
  })

  test('is uploaded by a function that can overwrite its files, and delete none', () => {
    expect(own('AWS::IAM::Role').map(({ properties }) => properties.ManagedPolicyArns)).toEqual([undefined])
    const allowed = own('AWS::IAM::Policy').flatMap(
      ({ properties }) => policy.parse(properties).PolicyDocument.Statement,
    )
    expect(allowed.map(({ Action, Resource }) => [Action, JSON.stringify(Resource)])).toEqual([
      [['logs:CreateLogStream', 'logs:PutLogEvents'], expect.stringContaining('UploadLogs')],
      ['s3:GetObject', expect.stringMatching(/cdk-hnb659fds-assets-.*"\/\*"/)],
      ['s3:ListBucket', expect.stringMatching(/^\{"Fn::GetAtt":\["Files\w+","Arn"\]\}$/)],
      ['s3:PutObject', expect.stringMatching(/"Files\w+","Arn"\]\},"\/widget\/\*"/)],
    ])
    const [uploader, ...others] = own('AWS::Lambda::Function')
    const logging = z.object({ LogGroup: reference }).parse(uploader?.properties.LoggingConfig)
    const [logs] = own('AWS::Logs::LogGroup')
    expect([logs?.id, logs?.properties.RetentionInDays, others]).toEqual([logging.LogGroup, 14, []])
  })

  test('has the store’s own domain, if it is given, with TLS of today', async () => {
    const certificateArn = 'arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d'
    const widget = { priceClass: 'all', domain: { name: 'cdn.shop.example', certificateArn } }
    const { templates: named } = await synthesizeTemplates({ config: testConfig({ widget }) })
    expect(named.of('AWS::CloudFront::Distribution', distribution)).toMatchObject([
      {
        properties: {
          DistributionConfig: {
            Aliases: ['cdn.shop.example'],
            PriceClass: 'PriceClass_All',
            ViewerCertificate: {
              AcmCertificateArn: certificateArn,
              MinimumProtocolVersion: 'TLSv1.2_2021',
              SslSupportMethod: 'sni-only',
            },
          },
        },
      },
    ])
    expect(JSON.stringify(named.templates)).toContain('"https://cdn.shop.example/widget/loader.js"')
    expect(named.outputs).toContain('WidgetCname')
  })
})
