import type { RunLimits } from '../../core/specialist.ts'

export const productLimits: RunLimits = { maxModelCalls: 8, maxTokens: 4_000, maxTotalTokens: 200_000 }
