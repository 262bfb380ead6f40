import { Logger } from '@aws-lambda-powertools/logger'
import { Metrics } from '@aws-lambda-powertools/metrics'

/** Structured logs and metrics of one environment. No message text, no address, no secret is logged at any level. */
export const logger = new Logger()
/** Left out of the bundles of functions that count nothing. */
export const metrics = /* @__PURE__ */ new Metrics()
