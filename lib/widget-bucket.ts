import { BlockPublicAccess, Bucket, BucketBase, BucketEncryption, type IBucket } from 'aws-cdk-lib/aws-s3'
import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib/core'
import type { Construct } from 'constructs'
import { acknowledgedByBucket } from './widget-acknowledged.ts'

/**
 * The bucket behind the CDN. Its files never expire: their age does not tell whether a page still asks for them, and a
 * thousand versions of the widget cost less than a cent a month. It is left behind when the stack is deleted, since
 * CloudFormation deletes no bucket that has something in it.
 */
export function widgetBucket(scope: Construct): IBucket {
  const bucket: Construct = new Bucket(scope, 'Files', {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    versioned: true,
    lifecycleRules: [
      { noncurrentVersionExpiration: Duration.days(30) },
      { abortIncompleteMultipartUploadAfter: Duration.days(1) },
    ],
    removalPolicy: RemovalPolicy.RETAIN,
  })
  Validations.of(bucket).acknowledge(acknowledgedByBucket)
  // With exact optional properties, TypeScript does not take CDK's class for its interface.
  if (!(bucket instanceof BucketBase)) throw new Error('A bucket is not made as it was in CDK 2.276.')
  return bucket
}
