import type { Address, Customer, Order, PaymentMethod } from '../../functions/core/store.ts'

/** A named customer of the demo store, the same for every seed; an item is a product's name and telling options. */
export interface Role {
  readonly customer: Omit<Customer, 'orderIds'>
  readonly story: string
  readonly orders: readonly {
    readonly orderId: string
    readonly status: Order['status']
    readonly paidWith: string
    readonly items: readonly (readonly [string, Readonly<Record<string, string>>])[]
  }[]
}

export const cast: readonly Role[] = [
  {
    story: 'One order pending, one on its way, one delivered with a white electric kettle.',
    customer: {
      customerId: 'mina_okafor_4821',
      name: { first: 'Mina', last: 'Okafor' },
      address: at('418 Juniper Lane; Apt 12; Seattle; WA; 98109; USA'),
      email: 'mina.okafor4821@example.com',
      paymentMethods: [card('credit_card_0482101', 'visa', '4417'), giftCard('gift_card_0482102', 4000)],
    },
    orders: [
      {
        orderId: '#W0482117',
        status: 'pending',
        paidWith: 'credit_card_0482101',
        items: [
          ['Desk Lamp', { color: 'black' }],
          ['Wool Blanket', { color: 'moss' }],
        ],
      },
      {
        orderId: '#W0482125',
        status: 'processed',
        paidWith: 'credit_card_0482101',
        items: [['Rain Jacket', { color: 'yellow' }]],
      },
      {
        orderId: '#W0482133',
        status: 'delivered',
        paidWith: 'credit_card_0482101',
        items: [
          ['Electric Kettle', { color: 'white' }],
          ['T-Shirt', { color: 'navy', size: 'M' }],
        ],
      },
    ],
  },
  {
    story: 'A delivered order with a black kettle and the same T-shirt twice; a gift card with only $25.00.',
    customer: {
      customerId: 'jonas_lindqvist_2764',
      name: { first: 'Jonas', last: 'Lindqvist' },
      address: at('Björkvägen 7; ; Göteborg; Västra Götaland; 411 22; Sweden'),
      email: 'jonas.lindqvist2764@example.com',
      paymentMethods: [{ source: 'paypal', id: 'paypal_0276401' }, giftCard('gift_card_0276402', 2500)],
    },
    orders: [
      {
        orderId: '#W0276419',
        status: 'delivered',
        paidWith: 'paypal_0276401',
        items: [
          ['Electric Kettle', { color: 'black' }],
          ['T-Shirt', { color: 'navy', size: 'L' }],
          ['T-Shirt', { color: 'navy', size: 'L' }],
        ],
      },
      {
        orderId: '#W0276427',
        status: 'pending',
        paidWith: 'paypal_0276401',
        items: [['Desk Lamp', { color: 'brass' }]],
      },
    ],
  },
  {
    story: 'Pays with gift cards: a pending order whose refund would come at once, and $310.50 left.',
    customer: {
      customerId: 'sofia_marchetti_5190',
      name: { first: 'Sofia', last: 'Marchetti' },
      address: at('36 Mission Boulevard; ; Austin; TX; 78704; USA'),
      email: 'sofia.marchetti5190@example.com',
      paymentMethods: [
        giftCard('gift_card_0519001', 31050),
        card('credit_card_0519002', 'mastercard', '0923'),
      ],
    },
    orders: [
      {
        orderId: '#W0519014',
        status: 'pending',
        paidWith: 'gift_card_0519001',
        items: [['Wireless Earbuds', { color: 'black' }]],
      },
      {
        orderId: '#W0519022',
        status: 'delivered',
        paidWith: 'credit_card_0519002',
        items: [
          ['Running Shoes', { color: 'black' }],
          ['Wool Blanket', { color: 'moss' }],
        ],
      },
    ],
  },
  {
    story: 'Two pending orders of similar running shoes: "my shoes" needs a question back.',
    customer: {
      customerId: 'tomas_novak_1458',
      name: { first: 'Tomáš', last: 'Novák' },
      address: at('Hafenweg 15; Hinterhaus 2; Hamburg; Hamburg; 20457; Germany'),
      email: 'tomas.novak1458@example.com',
      paymentMethods: [
        card('credit_card_0145801', 'visa', '7730'),
        { source: 'paypal', id: 'paypal_0145802' },
      ],
    },
    orders: [
      {
        orderId: '#W0145816',
        status: 'pending',
        paidWith: 'credit_card_0145801',
        items: [['Running Shoes', { color: 'blue', size: '9' }]],
      },
      {
        orderId: '#W0145824',
        status: 'pending',
        paidWith: 'paypal_0145802',
        items: [
          ['Running Shoes', { color: 'blue', size: '10' }],
          ['T-Shirt', { color: 'navy', size: 'M' }],
        ],
      },
    ],
  },
  {
    story: 'Nothing left to change: a return, an exchange, a cancelled and an already changed order.',
    customer: {
      customerId: 'aisha_rahman_6612',
      name: { first: 'Aisha', last: 'Rahman' },
      address: at('9 Canal Walk; Flat 3; London; England; E2 8FR; United Kingdom'),
      email: 'aisha.rahman6612@example.com',
      paymentMethods: [card('credit_card_0661201', 'mastercard', '5106')],
    },
    orders: [
      {
        orderId: '#W0661213',
        status: 'return requested',
        paidWith: 'credit_card_0661201',
        items: [['Wireless Earbuds', { color: 'white' }]],
      },
      {
        orderId: '#W0661221',
        status: 'exchange requested',
        paidWith: 'credit_card_0661201',
        items: [['Electric Kettle', { color: 'brushed steel' }]],
      },
      {
        orderId: '#W0661239',
        status: 'cancelled',
        paidWith: 'credit_card_0661201',
        items: [['Desk Lamp', { color: 'brass' }]],
      },
      {
        orderId: '#W0661247',
        status: 'pending (item modified)',
        paidWith: 'credit_card_0661201',
        items: [['T-Shirt', { color: 'navy', size: 'L' }]],
      },
    ],
  },
  {
    story: 'New here: no orders yet, only questions about products.',
    customer: {
      customerId: 'david_chen_8037',
      name: { first: 'David', last: 'Chen' },
      address: at('1120 Granville Street; Unit 804; Vancouver; BC; V6Z 1M4; Canada'),
      email: 'david.chen8037@example.com',
      paymentMethods: [{ source: 'paypal', id: 'paypal_0803701' }],
    },
    orders: [],
  },
]

function at(line: string): Address {
  const [address1 = '', address2 = '', city = '', state = '', zip = '', country = ''] = line.split('; ')
  return { address1, address2, city, country, state, zip }
}

function card(id: string, brand: string, lastFour: string): PaymentMethod {
  return { source: 'credit_card', id, brand, lastFour }
}

function giftCard(id: string, balanceCents: number): PaymentMethod {
  return { source: 'gift_card', id, balanceCents }
}
