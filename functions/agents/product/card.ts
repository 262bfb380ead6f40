import type { Card } from '../../core/specialist.ts'

export const productCard: Card = {
  name: 'product',
  activity: {
    en: 'looking through the catalogue',
    es: 'buscando en el catálogo',
    de: 'sucht im Katalog',
    zh: '正在查找商品目录',
    ar: 'نبحث في المنتجات',
  },
  does: 'Searches the catalogue: products, their variants and options (colour, size, material, ...), availability and prices; compares variants and finds alternatives. Knows nothing about customers or orders.',
  changesStore: false,
  gap: {
    en: 'look through the catalogue',
    es: 'mirar en el catálogo',
    de: 'im Katalog nachsehen',
    zh: '查找商品目录',
    ar: 'البحث في المنتجات',
  },
}
