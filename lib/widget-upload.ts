import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { LogGroup } from 'aws-cdk-lib/aws-logs'
import type { IBucket } from 'aws-cdk-lib/aws-s3'
import { Asset } from 'aws-cdk-lib/aws-s3-assets'
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment'
import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import type { Config } from './config.ts'
import { acknowledgedByUploader, acknowledgedByUploadRole } from './widget-acknowledged.ts'
import type { WidgetFolders } from './widget-folders.ts'

export interface WidgetUploadProps {
  readonly config: Config
  readonly folders: WidgetFolders
  readonly bucket: IBucket
  /** The folder in the bucket. */
  readonly path: string
}

const forGood = [CacheControl.setPublic(), CacheControl.maxAge(Duration.days(365)), CacheControl.immutable()]

/** After five minutes anew; for an hour more, who asks has the old one while the new one is on its way. */
const forMinutes = [
  CacheControl.setPublic(),
  CacheControl.maxAge(Duration.minutes(5)),
  CacheControl.staleWhileRevalidate(Duration.hours(1)),
]

/**
 * Puts the widget's files into the bucket when it is deployed: first what is named after its content, then the entries,
 * which know those names, so that no page ever hears of a file that is not there. Nothing is taken away, since pages that
 * are open go on with the files of their own day.
 */
export class WidgetUpload extends Construct {
  constructor(scope: Construct, id: string, { config, folders, bucket, path }: WidgetUploadProps) {
    super(scope, id)
    const lasting = new Asset(this, 'Lasting', { path: folders.lasting })
    const entries = new Asset(this, 'Entries', { path: folders.entries })
    const logGroup = new LogGroup(this, 'Logs', {
      retention: config.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    })
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') })
    logGroup.grantWrite(role)
    const allow = (action: string, resource: string) =>
      role.addToPolicy(new PolicyStatement({ actions: [action], resources: [resource] }))
    // Not the assets by their names: a right that changes with each deployment may come later than its use.
    allow('s3:GetObject', lasting.bucket.arnForObjects('*'))
    allow('s3:ListBucket', bucket.bucketArn)
    allow('s3:PutObject', bucket.arnForObjects(`${path}/*`))

    const put = (name: string, asset: Asset, cacheControl: CacheControl[]) => {
      const deployment = new BucketDeployment(this, name, {
        sources: [Source.bucket(asset.bucket, asset.s3ObjectKey)],
        destinationBucket: bucket,
        destinationKeyPrefix: path,
        prune: false,
        contentType: 'text/javascript; charset=utf-8',
        cacheControl,
        memoryLimit: 512,
        logGroup,
        // Else it is given more: to read, overwrite and delete all of the bucket.
        role: role.withoutPolicyUpdates(),
      })
      deployment.node.addDependency(role)
      return deployment
    }
    const first = put('PutLasting', lasting, forGood)
    put('PutEntries', entries, forMinutes).node.addDependency(first)

    Validations.of(role).acknowledge(...acknowledgedByUploadRole)
    // CDK makes the function beside this construct, for all uploads of the stack.
    Validations.of(Stack.of(this)).acknowledge(acknowledgedByUploader)
  }
}
