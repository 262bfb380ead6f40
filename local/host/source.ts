import { setTimeout as wait } from 'node:timers/promises'
import * as z from 'zod'

/** Something that feeds a function with records. */
export type Source = {
  /** Resolves when everything that can be had now has been handed on, but for what the functions have no place for. */
  drained: () => Promise<void>
  /** Takes nothing new from now on; what is in work goes on. */
  stop: () => void
  /** Resolves after `stop`, when the last batch has ended. */
  finished: Promise<void>
}

/** The properties of a declared event source mapping that concern its semantics. */
export type SourceSettings = {
  batchSize: number
  batchingWindowSeconds: number
  maximumConcurrency: number
  reportsItemFailures: boolean
  patterns: string[]
  fromTheBeginning: boolean
  maximumRetryAttempts: number
  maximumAgeSeconds: number
  bisects: boolean
  /** Gets the description of a stream batch that failed for good. */
  failureDestinationArn: string | undefined
}

/** Properties of `AWS::Lambda::EventSourceMapping`. */
export const mappingProperties = z.object({
  EventSourceArn: z.string({ error: 'only queues and streams can feed functions here' }),
  FunctionName: z.string(),
  Enabled: z.boolean().default(true),
  BatchSize: z.number().optional(),
  MaximumBatchingWindowInSeconds: z.number().default(0),
  ScalingConfig: z.object({ MaximumConcurrency: z.number().optional() }).default({}),
  FunctionResponseTypes: z.array(z.string()).default([]),
  FilterCriteria: z
    .object({ Filters: z.array(z.object({ Pattern: z.string() })).default([]) })
    .default({ Filters: [] }),
  StartingPosition: z.enum(['TRIM_HORIZON', 'LATEST']).default('LATEST'),
  MaximumRetryAttempts: z.number().default(-1),
  MaximumRecordAgeInSeconds: z.number().default(-1),
  BisectBatchOnFunctionError: z.boolean().default(false),
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.string() }).optional() }).default({}),
})

export function sourceSettings(declared: z.infer<typeof mappingProperties>): SourceSettings {
  const isQueue = declared.EventSourceArn.includes(':sqs:')
  return {
    batchSize: declared.BatchSize ?? (isQueue ? 10 : 100),
    batchingWindowSeconds: declared.MaximumBatchingWindowInSeconds,
    maximumConcurrency: declared.ScalingConfig.MaximumConcurrency ?? Number.POSITIVE_INFINITY,
    reportsItemFailures: declared.FunctionResponseTypes.includes('ReportBatchItemFailures'),
    patterns: declared.FilterCriteria.Filters.map(({ Pattern }) => Pattern),
    fromTheBeginning: declared.StartingPosition === 'TRIM_HORIZON',
    maximumRetryAttempts: unlimited(declared.MaximumRetryAttempts),
    maximumAgeSeconds: unlimited(declared.MaximumRecordAgeInSeconds),
    bisects: declared.BisectBatchOnFunctionError,
    failureDestinationArn: declared.DestinationConfig.OnFailure?.Destination,
  }
}

/** Runs `loop` until it ends by itself; when it throws, tells and begins again shortly after, unless `stopped`. */
export async function keepRunning(
  loop: () => Promise<void>,
  stopped: AbortSignal,
  onFailure: (cause: unknown) => void,
): Promise<void> {
  while (!stopped.aborted) {
    try {
      return await loop()
    } catch (cause) {
      if (stopped.aborted) return
      onFailure(cause)
      await wait(restartMs)
    }
  }
}

const restartMs = 250

/** -1 stands for no limit. */
function unlimited(value: number): number {
  return value < 0 ? Number.POSITIVE_INFINITY : value
}
