import { callerOf } from '../recognise.ts'
import type { Brain } from '../reply.ts'
import { routeMessage } from './router.ts'
import { workOnTask } from './specialist.ts'
import { summarise } from './summariser.ts'

/** Enough shop talk to hold a sensible conversation about whatever store the tools show. Same request, same reply. */
export const shopBrain: Brain = {
  reply(request) {
    switch (callerOf(request)) {
      case 'router':
        return routeMessage(request)
      case 'summariser':
        return summarise(request)
      case 'specialist':
        return workOnTask(request)
    }
  },
}
