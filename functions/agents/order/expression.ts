/** An exact fraction; the denominator is positive. */
interface Fraction {
  readonly over: bigint
  readonly under: bigint
}

const maxLength = 1000

/** Like the reference store, whole numbers have no leading zeros. */
const number = /(?:\d+\.\d*|\.\d+|0+(?!\d)|[1-9]\d*)/y

class NotEvaluable extends Error {}

/**
 * Evaluates + - * / with the usual precedence, parentheses and signs, exactly, and rounds to 2 decimals at the end
 * (halves away from zero). The value always has a decimal point: "4.0", "41.92", "-17.99".
 */
export function evaluate(expression: string): { readonly value: string } | { readonly problem: string } {
  if (expression.length > maxLength) return { problem: `It is longer than ${maxLength} characters.` }
  if (/[^0-9+\-*/(). ]/.test(expression)) {
    return { problem: 'Only digits, + - * / ( ) . and spaces are allowed.' }
  }
  try {
    return { value: toDecimals(parse(expression)) }
  } catch (error) {
    if (error instanceof NotEvaluable) return { problem: error.message }
    throw error
  }
}

/** expression = product (("+" | "-") product)*; product = signed (("*" | "/") signed)*; signed = sign* (number | "(" expression ")") */
function parse(text: string): Fraction {
  let at = 0
  const value = sum()
  if (peek() !== undefined) throw unexpected()
  return value

  function sum(): Fraction {
    let left = product()
    for (;;) {
      if (take('+')) left = add(left, product())
      else if (take('-')) left = add(left, negative(product()))
      else return left
    }
  }

  function product(): Fraction {
    let left = signed()
    for (;;) {
      if (take('*')) left = times(left, signed())
      else if (take('/')) left = times(left, inverse(signed()))
      else return left
    }
  }

  function signed(): Fraction {
    let minus = false
    for (;;) {
      if (take('-')) minus = !minus
      else if (!take('+')) break
    }
    const value = take('(') ? inParentheses() : literal()
    return minus ? negative(value) : value
  }

  function inParentheses(): Fraction {
    const value = sum()
    if (!take(')')) throw peek() === undefined ? new NotEvaluable('A ")" is missing.') : unexpected()
    return value
  }

  function literal(): Fraction {
    if (peek() === undefined) throw new NotEvaluable('It ends where a number is expected.')
    number.lastIndex = at
    const [digits] = number.exec(text) ?? []
    if (digits === undefined) throw unexpected()
    at += digits.length
    const [whole = '', decimals = ''] = digits.split('.')
    return { over: BigInt(whole + decimals), under: 10n ** BigInt(decimals.length) }
  }

  function take(character: string): boolean {
    if (peek() !== character) return false
    at += 1
    return true
  }

  function peek(): string | undefined {
    while (text[at] === ' ') at += 1
    return text[at]
  }

  function unexpected(): NotEvaluable {
    return new NotEvaluable(`"${text[at]}" at position ${at + 1} is not expected there.`)
  }
}

function add(a: Fraction, b: Fraction): Fraction {
  return { over: a.over * b.under + b.over * a.under, under: a.under * b.under }
}

function times(a: Fraction, b: Fraction): Fraction {
  return { over: a.over * b.over, under: a.under * b.under }
}

function negative(a: Fraction): Fraction {
  return { over: -a.over, under: a.under }
}

function inverse(a: Fraction): Fraction {
  if (a.over === 0n) throw new NotEvaluable('It divides by zero.')
  return a.over < 0n ? { over: -a.under, under: -a.over } : { over: a.under, under: a.over }
}

function toDecimals({ over, under }: Fraction): string {
  const size = over < 0n ? -over : over
  const hundredths = (size * 200n + under) / (under * 2n)
  const digits = String(hundredths).padStart(3, '0')
  const sign = over < 0n && hundredths > 0n ? '-' : ''
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2).replace(/0$/, '')}`
}
