import * as z from 'zod'

/** A line that a function wrote: a structured log (Powertools), embedded metrics, or anything else. */
export type LogLine =
  | { kind: 'plain'; text: string }
  | { kind: 'metrics'; text: string }
  | {
      kind: 'structured'
      level: string
      message: string /** What else it says, ready to append. */
      details: string
    }

export function readLogLine(text: string): LogLine {
  const json = parseObject(text)
  if (json === undefined) return { kind: 'plain', text }
  if ('_aws' in json) {
    const { _aws, ...values } = json
    return { kind: 'metrics', text: JSON.stringify(values) }
  }
  const parsed = structured.safeParse(json)
  if (!parsed.success) return { kind: 'plain', text }
  const { level, message, error, ...rest } = parsed.data
  const shown = Object.entries(rest).filter(([key]) => !unshown.has(key))
  const details = shown.map(
    ([key, value]) => ` ${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  )
  return { kind: 'structured', level, message, details: details.join('') + errorText(error) }
}

const structured = z.looseObject({
  level: z.string(),
  message: z.string(),
  error: z
    .looseObject({
      name: z.string().default('Error'),
      message: z.string().default(''),
      stack: z.string().optional(),
    })
    .optional(),
})

/** The same for every line of a function: noise on a screen. */
const unshown = new Set([
  'timestamp',
  'service',
  'cold_start',
  'function_arn',
  'function_memory_size',
  'function_name',
  'function_request_id',
  'sampling_rate',
  'xray_trace_id',
])

function errorText(error: z.infer<typeof structured>['error']): string {
  if (error === undefined) return ''
  return ` ${error.name}: ${error.message}${error.stack === undefined ? '' : `\n${error.stack}`}`
}

function parseObject(text: string): Record<string, unknown> | undefined {
  if (!text.startsWith('{')) return undefined
  try {
    const parsed = z.record(z.string(), z.unknown()).safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}
