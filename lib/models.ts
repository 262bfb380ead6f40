import { type Config, fallbackOf, modelOf } from './config.ts'
import type { ServiceFunction } from './function.ts'
import { grantParameter, grantSecret } from './secrets.ts'

/** Gives an agent its model, what takes that one's place, the keys of both, and what they may cost in a day. */
export function useModel(agent: ServiceFunction, config: Config, name: string): void {
  agent.provide('MODEL', modelOf(config, name))
  if (config.anthropicBaseUrl !== undefined) agent.provide('ANTHROPIC_BASE_URL', config.anthropicBaseUrl)
  grantSecret(agent, config, 'ANTHROPIC_KEY_PARAMETER')

  const fallback = fallbackOf(config, name)
  if (fallback) agent.provide('FALLBACK_MODEL', fallback.model)
  if (fallback?.baseUrl !== undefined) agent.provide('FALLBACK_BASE_URL', fallback.baseUrl)
  if (fallback?.keyParameter !== undefined) {
    grantParameter(agent, 'FALLBACK_KEY_PARAMETER', fallback.keyParameter)
  }

  if (config.dailySpendLimitUsd !== undefined) {
    const microDollars = Math.round(config.dailySpendLimitUsd * 1_000_000)
    agent.provide('DAILY_SPEND_LIMIT_MICRO_DOLLARS', String(microDollars))
  }
}
