import { expect, test } from 'vitest'
import { kindOf } from '../../../functions/agents/product/kinds.ts'

test.each([
  ['Electric Kettle', 'kettle'],
  ['Kettle, electric', 'kettle'],
  ['Kettle 2000', 'kettle'],
  ['Kettle with Whistle and Thermometer', 'kettle'],
  ['Kettle – Alder Edition', 'kettle'],
  ['T-Shirt', 'shirt'],
  ['Running Shoes', 'shoe'],
  ['Pour-Over Coffee Set', 'coffee set'],
  ['Bath Towel Set', 'towel set'],
  ['Pair of Socks', 'sock'],
  ['Set', 'set'],
  ['Émaillé Théière', 'theiere'],
  ['3M 1080', '3M 1080'],
  ['', ''],
])('"%s" is a %s', (name, kind) => {
  expect(kindOf(name)).toBe(kind)
})
