import { Certificate } from 'aws-cdk-lib/aws-certificatemanager'
import {
  CachePolicy,
  Distribution,
  type DistributionProps,
  HttpVersion,
  PriceClass,
  S3OriginAccessControl,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront'
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins'
import { CfnOutput, Stack, Validations } from 'aws-cdk-lib/core'
import type { Construct } from 'constructs'
import type { Config } from './config.ts'
import { acknowledgedByDistribution } from './widget-acknowledged.ts'
import { widgetBucket } from './widget-bucket.ts'
import type { WidgetFolders } from './widget-folders.ts'
import { widgetHeaders } from './widget-headers.ts'
import { WidgetUpload } from './widget-upload.ts'

export interface WidgetStackProps {
  readonly config: Config
  readonly folders: WidgetFolders
}

/** Of every file's address, so that the domain has room for others. */
const path = 'widget'

const priceClasses = {
  100: PriceClass.PRICE_CLASS_100,
  200: PriceClass.PRICE_CLASS_200,
  all: PriceClass.PRICE_CLASS_ALL,
} as const

/**
 * The chat widget's files in a private bucket, and the CDN before it. The stack knows nothing of the others, nor they of
 * it, and can be made again from the sources.
 */
export class WidgetStack extends Stack {
  constructor(scope: Construct, id: string, { config, folders }: WidgetStackProps) {
    super(scope, id, { description: `Switchboard ${config.stage}: the chat widget` })
    const bucket = widgetBucket(this)
    // Of the account, not of the region.
    const name = `switchboard-${config.stage}-${this.region}`
    const originAccessControl = new S3OriginAccessControl(this, 'Access', { originAccessControlName: name })
    const distribution = new Distribution(this, 'Distribution', {
      comment: `Switchboard ${config.stage}: the chat widget`,
      defaultBehavior: {
        origin: S3BucketOrigin.withOriginAccessControl(bucket, { originAccessControl }),
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        // By the files' own Cache-Control; without cookies and queries; also compressed.
        cachePolicy: CachePolicy.CACHING_OPTIMIZED,
        compress: true,
        responseHeadersPolicy: widgetHeaders(this, name),
      },
      httpVersion: HttpVersion.HTTP2_AND_3,
      priceClass: priceClasses[config.widget.priceClass],
      ...ownDomain(this, config),
    })
    Validations.of(distribution).acknowledge(...acknowledgedByDistribution)

    new WidgetUpload(this, 'Upload', { config, folders, bucket, path })

    const domain = config.widget.domain?.name ?? distribution.distributionDomainName
    new CfnOutput(this, 'WidgetUrl', { value: `https://${domain}/${path}/loader.js` })
    if (config.widget.domain)
      new CfnOutput(this, 'WidgetCname', { value: distribution.distributionDomainName })
  }
}

function ownDomain(scope: Construct, { widget: { domain } }: Config): Partial<DistributionProps> {
  if (domain === undefined) return {}
  return {
    domainNames: [domain.name],
    certificate: Certificate.fromCertificateArn(scope, 'Certificate', domain.certificateArn),
    minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
  }
}
