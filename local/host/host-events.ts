import type { EventEntry } from './event-bridge.ts'

/** What the host tells while it runs. Times in milliseconds. */
export type HostEvent =
  | {
      type: 'environment'
      function: string
      /** Its number, unique in the host. */
      environment: number
      state: 'starting' | 'ready' | 'gone'
      ms: number
      reason?: string
    }
  | {
      type: 'line'
      function: string
      requestId: string | undefined
      stream: 'stdout' | 'stderr'
      line: string
    }
  | {
      type: 'invocation'
      function: string
      environment: number
      requestId: string
      /** Whether an environment had to be started for it. */
      cold: boolean
      ms: number
      outcome: 'ok' | FailureKind
      error?: FunctionError
    }
  | { type: 'batch'; function: string; source: string; records: number; failed: number }
  | { type: 'request'; method: string; path: string; status: number; ms: number; requestId: string }
  | { type: 'mail'; from: string; to: string; subject: string; text: string; sentAt: string }
  | ({ type: 'event' } & EventEntry)
  | { type: 'problem'; message: string; cause?: unknown }

/** `error`: the handler threw; `timeout`: it took longer than declared; `crash`: its environment died; `init`: it never started. */
export type FailureKind = 'error' | 'timeout' | 'crash' | 'init'

/** The shape in which Lambda tells an error. */
export type FunctionError = { errorType: string; errorMessage: string; trace: string[] }

export type OnEvent = (event: HostEvent) => void
