/** What a customer of a fault run can want. Written as a sentence, and read out of it again by the model's stand-in. */
export type Wish =
  | { readonly kind: 'status'; readonly orderId: string }
  | { readonly kind: 'stock'; readonly product: string }
  | { readonly kind: 'cancel'; readonly orderId: string }
  | {
      readonly kind: 'return'
      readonly orderId: string
      readonly itemId: string
      readonly paymentMethodId: string
    }
  | {
      readonly kind: 'swap'
      readonly orderId: string
      readonly itemId: string
      readonly productId: string
      readonly paymentMethodId: string
    }
  | { readonly kind: 'address'; readonly orderId: string; readonly street: string }
  | { readonly kind: 'payment'; readonly orderId: string; readonly paymentMethodId: string }
  | { readonly kind: 'profile'; readonly street: string }
  | { readonly kind: 'person' }
  | { readonly kind: 'hello' }
  | { readonly kind: 'riddle' }

export type ChangeWish = Extract<
  Wish,
  { kind: 'cancel' | 'return' | 'swap' | 'address' | 'payment' | 'profile' }
>

export function sentenceOf(wish: Wish): string {
  switch (wish.kind) {
    case 'status':
      return `What is the status of order ${wish.orderId}?`
    case 'stock':
      return `Do you have the ${wish.product} in stock?`
    case 'cancel':
      return `Please cancel order ${wish.orderId}, I no longer need it.`
    case 'return':
      return `Please take back item ${wish.itemId} of order ${wish.orderId} for ${wish.paymentMethodId}.`
    case 'swap':
      return `Please give me another kind of item ${wish.itemId} (product ${wish.productId}) of order ${wish.orderId} on ${wish.paymentMethodId}.`
    case 'address':
      return `Please send order ${wish.orderId} to ${wish.street}.`
    case 'payment':
      return `Please let me pay order ${wish.orderId} by ${wish.paymentMethodId}.`
    case 'profile':
      return `Please note that I live at ${wish.street} now.`
    case 'person':
      return 'I want to talk to a person.'
    case 'hello':
      return 'Hello there!'
    case 'riddle':
      return 'Colourless green ideas?'
  }
}

/** All wishes in a text, in their order. */
export function wishesIn(text: string): Wish[] {
  return readers
    .flatMap(({ pattern, read }) =>
      [...text.matchAll(pattern)].map((match) => ({ index: match.index, wish: read(match.groups ?? {}) })),
    )
    .sort((a, b) => a.index - b.index)
    .map(({ wish }) => wish)
}

export function isChange(wish: Wish): wish is ChangeWish {
  return ['cancel', 'return', 'swap', 'address', 'payment', 'profile'].includes(wish.kind)
}

type Groups = Readonly<Record<string, string>>
const order = '(?<order>#W\\d+)'
const method = '(?<method>(?:credit_card|paypal|gift_card)_\\d+)'

const readers: readonly { readonly pattern: RegExp; readonly read: (groups: Groups) => Wish }[] = [
  reader(`What is the status of order ${order}\\?`, ({ order: orderId = '' }) => ({
    kind: 'status',
    orderId,
  })),
  reader('Do you have the (?<product>[^?]+) in stock\\?', ({ product = '' }) => ({ kind: 'stock', product })),
  reader(`Please cancel order ${order},`, ({ order: orderId = '' }) => ({ kind: 'cancel', orderId })),
  reader(`Please take back item (?<item>\\d+) of order ${order} for ${method}\\.`, (it) => ({
    kind: 'return',
    orderId: it.order ?? '',
    itemId: it.item ?? '',
    paymentMethodId: it.method ?? '',
  })),
  reader(
    `Please give me another kind of item (?<item>\\d+) \\(product (?<product>\\d+)\\) of order ${order} on ${method}\\.`,
    (it) => ({
      kind: 'swap',
      orderId: it.order ?? '',
      itemId: it.item ?? '',
      productId: it.product ?? '',
      paymentMethodId: it.method ?? '',
    }),
  ),
  reader(`Please send order ${order} to (?<street>[^.]+)\\.`, ({ order: orderId = '', street = '' }) => ({
    kind: 'address',
    orderId,
    street,
  })),
  reader(`Please let me pay order ${order} by ${method}\\.`, (it) => ({
    kind: 'payment',
    orderId: it.order ?? '',
    paymentMethodId: it.method ?? '',
  })),
  reader('Please note that I live at (?<street>[^.]+) now\\.', ({ street = '' }) => ({
    kind: 'profile',
    street,
  })),
  reader('I want to talk to a person\\.', () => ({ kind: 'person' })),
  reader('Hello there!', () => ({ kind: 'hello' })),
]

function reader(pattern: string, read: (groups: Groups) => Wish) {
  return { pattern: new RegExp(pattern, 'g'), read }
}
