import type { Card } from '../core/specialist.ts'
import { orderCard } from './order/card.ts'
import { productCard } from './product/card.ts'

/** Every specialist, one line each. The router chooses among these; `lib` gives each a queue and a function. */
export const specialists: readonly Card[] = [orderCard, productCard]
