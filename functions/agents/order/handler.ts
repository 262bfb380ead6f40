import { specialistHandler } from '../../adapters/specialist-handler.ts'
import { orderAgent } from './agent.ts'

export const handler = specialistHandler(orderAgent)
