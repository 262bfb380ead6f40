import { doneSoFar, read } from '../../standin/brain/reading.ts'
import { productsIn } from '../../standin/brain/records.ts'
import type { MessagesRequest } from '../../standin/messages-request.ts'
import type { Step } from './order-steps.ts'
import { wishesIn } from './wishes.ts'

/** The product specialist: searches for what is asked for, or tells another specialist which variant there is. */
export function productStep(request: MessagesRequest): Step {
  const { task } = read(request)
  const done = doneSoFar(request)
  const [, itemId, productId] = asked.exec(task) ?? []
  if (itemId !== undefined && productId !== undefined) {
    if (done.length === 0) return [{ name: 'get_product_details', input: { product_id: productId } }]
    const variants = productsIn(done.map(({ value }) => value)).flatMap((product) => product.variants)
    const other = variants.find((it) => it.available && it.item_id !== itemId)
    return other === undefined ? 'There is nothing else to have.' : `Item ${other.item_id} is to be had.`
  }
  const names = wishesIn(task).flatMap((wish) => (wish.kind === 'stock' ? [wish.product] : []))
  if (done.length === 0 && names.length > 0)
    return names.map((query) => ({ name: 'search_products', input: { query, available_only: true } }))
  return `This is what there is of ${names.join(' and ') || 'that'}.`
}

const asked = /other kind of item (\d+) of product (\d+)/
