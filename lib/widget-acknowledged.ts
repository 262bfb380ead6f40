/** Rules of cdk-nag that the widget's hosting does not follow, and why. */
export const acknowledgedByDistribution = [
  {
    id: 'AwsSolutions::AwsSolutions-CFR1',
    reason: 'Shoppers are wherever the store sells, and the files are the same for everybody.',
  },
  {
    id: 'AwsSolutions::AwsSolutions-CFR2',
    reason: 'Files that are public and never change need no firewall; a web ACL costs $5 a month while idle.',
  },
  {
    id: 'AwsSolutions::AwsSolutions-CFR3',
    reason: 'Access logs would hold the addresses of all shoppers, and tell nothing that the metrics do not.',
  },
  {
    id: 'AwsSolutions::AwsSolutions-CFR4',
    reason:
      'CloudFront sets the protocols of its own host names; with a domain of the store’s own it is TLS 1.2 and later.',
  },
]

export const acknowledgedByBucket = {
  id: 'AwsSolutions::AwsSolutions-S1',
  reason: 'Nobody but the distribution can read the bucket, and all that is in it is public there.',
}

export const acknowledgedByUploadRole = [
  {
    id: 'AwsSolutions::AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:s3:::cdk-hnb659fds-assets-<AWS::AccountId>-<AWS::Region>/*]',
    reason: 'Reads what the CDK has put into its bucket of assets, whose names change with each deployment.',
  },
  {
    id: 'AwsSolutions::AwsSolutions-IAM5[Resource::<Files8E6940B8.Arn>/widget/*]',
    reason: 'Writes the widget’s files, whose names change with each deployment, and can delete none.',
  },
]

export const acknowledgedByUploader = {
  id: 'AwsSolutions::AwsSolutions-L1',
  reason: 'CDK chooses the runtime of the function that uploads; it runs during a deployment and never else.',
}
