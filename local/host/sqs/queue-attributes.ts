import * as z from 'zod'

const flag = z.stringbool()
const whole = z.coerce.number().int().nonnegative()

/** A queue's attributes, read from the texts of the protocol. */
export const queueAttributes = z.object({
  FifoQueue: flag.default(false),
  ContentBasedDeduplication: flag.default(false),
  DeduplicationScope: z.enum(['queue', 'messageGroup']).default('queue'),
  FifoThroughputLimit: z.enum(['perQueue', 'perMessageGroupId']).default('perQueue'),
  VisibilityTimeout: whole.max(43_200).default(30),
  DelaySeconds: whole.max(900).default(0),
  MessageRetentionPeriod: whole.default(345_600),
  ReceiveMessageWaitTimeSeconds: whole.max(20).default(0),
  MaximumMessageSize: whole.default(1_048_576),
  RedrivePolicy: z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: z.coerce.number().int().positive() }))
    .optional(),
})
export type QueueAttributes = z.infer<typeof queueAttributes>

/** Back to the texts of the protocol. */
export function attributeTexts(attributes: QueueAttributes): Record<string, string> {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([key, value]) => {
      if (value === undefined || (value === false && key === 'FifoQueue')) return []
      return [[key, typeof value === 'object' ? JSON.stringify(value) : String(value)]]
    }),
  )
}
