import { Logger } from '@aws-lambda-powertools/logger'
import { Metrics } from '@aws-lambda-powertools/metrics'

/** Structured logs and metrics of one environment. No message text, no address, no secret is logged at any level. */
export const logger = new Logger()
export const metrics = new Metrics()
