import { MetricUnit } from '@aws-lambda-powertools/metrics'
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type * as z from 'zod'
import { withFallback } from '../core/fallback-model.ts'
import { type CircuitEvent, guardedModel } from '../core/guarded-model.ts'
import type { Model } from '../core/model.ts'
import { type SpendingEvent, spendLimitedModel } from '../core/spend-limit.ts'
import { anthropicModel } from './anthropic-model.ts'
import { dynamoDbCircuits } from './dynamodb-circuits.ts'
import { dynamoDbSpending } from './dynamodb-spending.ts'
import type { routerEnv } from './env.ts'
import { meteredModel } from './metered-model.ts'
import { secret } from './secrets.ts'
import { logger, metrics } from './telemetry.ts'

type ModelEnv = Omit<z.output<typeof routerEnv>, `powertools${string}` | 'stage' | 'socketEndpoint'>

/**
 * The model of an agent, as its environment says: behind its circuit, with its fallback behind another, and within the
 * store's own spend limit.
 */
export function agentModel(env: ModelEnv, client: DynamoDBDocumentClient, now: () => number): Model {
  const table = { client, table: env.memoryTable }
  const circuits = dynamoDbCircuits({ ...table, now })
  const guarded = (name: string, keyParameter: string, baseUrl: string | undefined) =>
    guardedModel(
      meteredModel(anthropicModel({ apiKey: async () => await secret(keyParameter), baseUrl, now })),
      { name, circuits, now, jitter: Math.random, report: (event) => tellOfCircuit(name, event) },
    )

  const { fallbackModel: id, dailySpendLimitMicroDollars: limit } = env
  const first = guarded(env.model, env.anthropicKeyParameter, env.anthropicBaseUrl)
  const model = id === undefined ? first : withFallback(first, { id, model: guarded(...fallbackOf(env, id)) })
  if (limit === undefined) return model
  return spendLimitedModel(model, { limit, spending: dynamoDbSpending(table), now, report: tellOfSpending })
}

/** The name of its circuit, its key, and its address. At one address, models of one name share their room. */
function fallbackOf(
  env: ModelEnv,
  id: string,
): [name: string, keyParameter: string, baseUrl: string | undefined] {
  const baseUrl = env.fallbackBaseUrl ?? env.anthropicBaseUrl
  const isElsewhere = baseUrl !== undefined && baseUrl !== env.anthropicBaseUrl
  return [
    isElsewhere ? `${id}@${new URL(baseUrl).host}` : id,
    env.fallbackKeyParameter ?? env.anthropicKeyParameter,
    baseUrl,
  ]
}

function tellOfCircuit(model: string, event: CircuitEvent): void {
  if (event.kind === 'opened') {
    const { reason, times } = event
    logger.warn("A model's circuit has opened", {
      model,
      reason,
      times,
      until: new Date(event.until).toISOString(),
    })
    metrics.addMetric('CircuitOpened', MetricUnit.Count, 1)
  }
  if (event.kind === 'closed') logger.info("A model's circuit is closed again", { model })
  if (event.kind === 'unrecorded') {
    logger.error("A model's circuit could not be written", { model, error: event.error })
  }
}

function tellOfSpending(event: SpendingEvent): void {
  if (event.kind === 'limit_reached') {
    const { day, microDollars } = event
    logger.error("The day's spend limit is reached: no model is asked any more", { day, microDollars })
    metrics.addMetric('SpendLimitReached', MetricUnit.Count, 1)
  } else {
    logger.error('The cost of a reply could not be added', { error: event.error })
  }
}
