import type { Card } from '../../core/specialist.ts'

export const productCard: Card = {
  name: 'product',
  activity: 'looking through the catalogue',
  does: 'Searches the catalogue: products, their variants and options (colour, size, material, ...), availability and prices; compares variants and finds alternatives. Knows nothing about customers or orders.',
  changesStore: false,
  gap: 'look through the catalogue',
}
