import * as z from 'zod'

/** What a queue answers to `ReceiveMessage`. */
export const received = z.object({
  Messages: z
    .array(
      z.object({
        MessageId: z.string(),
        ReceiptHandle: z.string(),
        Body: z.string(),
        MD5OfBody: z.string(),
        Attributes: z.record(z.string(), z.string()).default({}),
        MessageAttributes: z
          .record(
            z.string(),
            z.object({
              DataType: z.string(),
              StringValue: z.string().optional(),
              BinaryValue: z.string().optional(),
            }),
          )
          .default({}),
      }),
    )
    .default([]),
})
export type Message = z.infer<typeof received>['Messages'][number]

/** A message in the form in which Lambda hands it to a function. */
export function recordOf(message: Message, eventSourceARN: string, awsRegion: string): unknown {
  return {
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: message.Attributes,
    messageAttributes: Object.fromEntries(
      Object.entries(message.MessageAttributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
        name,
        {
          stringValue: StringValue,
          binaryValue: BinaryValue,
          stringListValues: [],
          binaryListValues: [],
          dataType: DataType,
        },
      ]),
    ),
    md5OfBody: message.MD5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN,
    awsRegion,
  }
}

/** Filters see a JSON body as an object. */
export function filterable(message: Message): unknown {
  try {
    return { body: JSON.parse(message.Body) }
  } catch {
    return { body: message.Body }
  }
}
