/** Rules of cdk-nag that the API does not follow, and why. */
export const acknowledgedByApi = [
  {
    id: 'AwsSolutions::AwsSolutions-APIG3',
    reason: 'A regional web ACL costs $5 a month while idle; the throttle bounds what an attack can cost.',
  },
  {
    id: 'AwsSolutions::AwsSolutions-APIG4',
    reason:
      'The function checks the session token itself, on every route but session, health and description.',
  },
  {
    id: 'AwsSolutions::AwsSolutions-COG4',
    reason:
      'Customers have accounts at the store, not in Cognito: the storefront vouches for them by a signed token.',
  },
  {
    id: 'AwsSolutions::AwsSolutions-APIG6',
    reason:
      'Execution logs go to a group that no stack owns and that never expires. There are access logs and the function’s.',
  },
  {
    id: 'AwsSolutions::AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]',
    reason: 'The policy that AWS names for the account-wide role by which API Gateway writes logs.',
  },
]
