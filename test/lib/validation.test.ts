import { CloudFormationValidatePlugin } from 'aws-cdk-lib/core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import * as z from 'zod'
import { synthesizeTemplates, testConfig } from './templates.ts'

const report = z.object({
  pluginReports: z.array(
    z.object({
      pluginName: z.string(),
      conclusion: z.string(),
      violations: z.array(z.object({ ruleName: z.string(), description: z.string() })),
      suppressedViolations: z.array(z.object({ ruleName: z.string(), reason: z.string() })).default([]),
    }),
  ),
})

describe('Validation by CloudFormation’s rules and AWS Solutions’ (cdk-nag)', () => {
  let found: z.output<typeof report>['pluginReports']
  const suppressed = () => found.flatMap(({ suppressedViolations }) => suppressedViolations)

  let cloudFormation: unknown

  beforeAll(async () => {
    vi.stubEnv('CDK_VALIDATION', 'true')
    const looks = vi.spyOn(CloudFormationValidatePlugin.prototype, 'validate')
    const config = testConfig({
      alarmEmail: 'ops@shop.example',
      mailFrom: 'help@shop.example',
      customerManagedKey: true,
    })
    found = report.parse((await synthesizeTemplates({ config, validate: true })).report).pluginReports
    cloudFormation = looks.mock.results.map(({ value }) => value)
  })

  afterAll(() => {
    vi.unstubAllEnvs()
    vi.restoreAllMocks()
  })

  test('both have looked', () => {
    expect(cloudFormation).toMatchObject([{ success: true }])
    expect(found.map(({ pluginName }) => pluginName)).toEqual(['AwsSolutions'])
  })

  test('finds nothing, not even a warning', () => {
    expect(cloudFormation).toMatchObject([{ violations: [] }])
    expect(found.flatMap(({ violations }) => violations)).toEqual([])
  })

  test('leaves aside only these rules, each for a reason', () => {
    expect([...new Set(suppressed().map(({ ruleName }) => ruleName))].toSorted()).toEqual([
      'AwsSolutions-APIG3',
      'AwsSolutions-APIG4',
      'AwsSolutions-APIG6',
      'AwsSolutions-CFR1',
      'AwsSolutions-CFR2',
      'AwsSolutions-CFR3',
      'AwsSolutions-CFR4',
      'AwsSolutions-COG4',
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]',
      expect.stringMatching(/^AwsSolutions-IAM5\[Resource::<Files.*\.Arn>\/widget\/\*\]$/),
      expect.stringMatching(/^AwsSolutions-IAM5\[Resource::arn:.*\/test\/\*\/@connections\/\*\]$/),
      expect.stringMatching(/^AwsSolutions-IAM5\[Resource::arn:.*:s3:::cdk-hnb659fds-assets-.*\/\*\]$/),
      'AwsSolutions-L1',
      'AwsSolutions-S1',
      'AwsSolutions-SQS3',
    ])
    for (const { ruleName, reason } of suppressed()) expect(reason.length, ruleName).toBeGreaterThan(30)
  })
})
