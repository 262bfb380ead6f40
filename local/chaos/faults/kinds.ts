/** Every fault that a run injects, by its name in the report, with what it is. */
export const faultKinds = {
  'killed before an effect': 'the function dies when its write or its send is on the way, before it arrives',
  'killed after an effect': 'the function dies when its write or its send is done, before it hears of it',
  'killed at its timeout': 'a request hangs until the time of the function is over',
  'table throttled': 'DynamoDB has no room, for one request or for all attempts of one',
  'transaction conflict': 'DynamoDB gives a write up, because another transaction is at work on the item',
  'answer lost after the write': 'DynamoDB has done it, and the connection breaks before the answer',
  'send refused': 'SQS does not take a message',
  'send done and refused': 'SQS takes a message, and answers with an error',
  'delivered twice': 'a message is in the queue two times',
  'delivered late': 'a message comes seconds or minutes late',
  'delivered again out of order': 'a message comes, and once more after later ones (standard queues)',
  'model: 429 with retry-after': 'the Messages API limits the rate and says for how long',
  'model: 529': 'the Messages API is overloaded',
  'model: 500': 'the Messages API fails',
  'model: stream dropped': 'the connection breaks in the middle of a reply',
  'model: stream without message_stop': 'a reply ends cleanly, and too early',
  'model: refusal': 'the model refuses',
  'model: tool call cut off': 'max_tokens ends a reply inside a tool call, or inside its text',
  'model: hanging': 'no answer at all, or none after the first half',
} as const satisfies Record<string, string>

export type FaultKind = keyof typeof faultKinds

export const allFaultKinds: readonly FaultKind[] = Object.keys(faultKinds).filter(
  (name): name is FaultKind => name in faultKinds,
)
