import type { Gate } from './gate.ts'
import type { OnEvent } from './host-events.ts'
import type { Mount } from './rest-server.ts'

export type HostOptions = {
  /** The directory that `cdk synth` wrote. */
  assembly: string
  /** Values of Parameter Store, by name. */
  parameters: Record<string, string>
  /** Variables that every function gets besides the declared ones. */
  environment?: Record<string, string>
  /** Of the REST API; 0 (the default) takes a free one. */
  port?: number
  /** A directory that keeps tables and queues over restarts; without, they are in memory. */
  keep?: string
  /** Environments per function: so many events are handled at once. */
  environments?: number
  /** So many more of each function are kept ready for cold starts, for a run in which many are killed. 0 if left out. */
  spare?: number
  /** Serves what is not the app's own, before its routes are looked at. */
  mount?: Mount
  /** `on` (the default): a function may do what the templates grant it, and nothing else. `off`: everything. */
  permissions?: 'on' | 'off'
  /** Stand before every service that the functions ask, after the check of permissions. */
  gates?: readonly Gate[]
  onEvent?: OnEvent
}
