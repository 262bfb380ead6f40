import { MetricUnit } from '@aws-lambda-powertools/metrics'
import type { Model } from '../core/model.ts'
import { metrics } from './telemetry.ts'

/** The model, with its tokens, its time and its refusals to answer counted. */
export function meteredModel(model: Model): Model {
  return {
    async reply(request, options) {
      const result = await model.reply(request, options)
      if (result.kind !== 'reply') {
        metrics.addMetric('ModelUnavailable', MetricUnit.Count, 1)
        return result
      }
      metrics.addMetric('ModelMilliseconds', MetricUnit.Milliseconds, result.ms)
      metrics.addMetric('InputTokens', MetricUnit.Count, result.usage.inputTokens)
      metrics.addMetric('CacheReadTokens', MetricUnit.Count, result.usage.cacheReadTokens)
      metrics.addMetric('OutputTokens', MetricUnit.Count, result.usage.outputTokens)
      return result
    },
  }
}
