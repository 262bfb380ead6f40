import type { MessagesRequest } from '../messages-request.ts'
import { isSpecialist } from '../recognise.ts'
import { callTools, type Reply, say } from '../reply.ts'
import { deskFor } from './desk.ts'
import { orderStep } from './order-agent.ts'
import { productStep } from './product-agent.ts'

/** One step of a specialist: further tool calls, or the final text from what the tools said. */
export function workOnTask(request: MessagesRequest): Reply {
  const desk = deskFor(request)
  const step = isSpecialist(request, 'order') ? orderStep(desk) : productStep(desk)
  return typeof step === 'string' ? say(step) : callTools(step)
}
