import { specialistHandler } from '../../adapters/specialist-handler.ts'
import { specialists } from '../specialists.ts'
import { orderAgent } from './agent.ts'

export const handler = specialistHandler(orderAgent, specialists)
