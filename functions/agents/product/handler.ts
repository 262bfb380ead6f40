import { specialistHandler } from '../../adapters/specialist-handler.ts'
import { specialists } from '../specialists.ts'
import { productAgent } from './agent.ts'

export const handler = specialistHandler(productAgent({ now: Date.now }), specialists)
