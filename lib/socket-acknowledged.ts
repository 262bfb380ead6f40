/** Rules of cdk-nag that the WebSocket does not follow, and why. */
export const acknowledgedBySocket = [
  {
    id: 'AwsSolutions::AwsSolutions-APIG4',
    reason: 'The function checks the session token when a client connects, and again whenever it asks.',
  },
]

/** The same of who sends to its clients. `gateway`: the WebSocket's logical id. */
export function acknowledgedByPoster(gateway: string, stage: string) {
  const connections = `arn:<AWS::Partition>:execute-api:<AWS::Region>:<AWS::AccountId>:<${gateway}>/${stage}/*/@connections/*`
  return {
    id: `AwsSolutions::AwsSolutions-IAM5[Resource::${connections}]`,
    reason: 'A connection has its name only while it lasts; it is one of this stage of this WebSocket.',
  }
}
