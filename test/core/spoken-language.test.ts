import { describe, expect, test } from 'vitest'
import type { Language } from '../../functions/core/language.ts'
import { languageOf, preferredLanguage } from '../../functions/core/spoken-language.ts'
import { held, tuned } from './claims/labelled/sets.ts'

const messages: Readonly<Record<Language, readonly string[]>> = {
  en: [
    'Where is my order #W0482125, and does the kettle come in black?',
    'cancel order #W0482117 please',
    'hi',
    'Hello!',
    'I want to return the lamp',
    "It hasn't arrived yet",
    'How do returns work?',
    'do you ship to Spain?',
    'the blue one, size M',
    'Talk to the manager. ¿Sí?! No, thanks, I want my money',
    'can I pay with a gift card instead of PayPal',
    'Is the Crème Brûlée torch available?',
    'My name is Jürgen Müller and I want to change my address to Straße des 17. Juni, Berlin',
  ],
  es: [
    '¿Dónde está mi pedido?',
    'donde esta mi pedido #W0482125',
    'Hola',
    'hola, quiero cancelar el pedido #W0482117',
    'Quiero devolver la lámpara',
    '¿Tienen el Electric Kettle en negro?',
    'Gracias',
    'sí, por favor',
    'no ha llegado mi paquete, ayuda',
    'Cancela mi compra, ya no lo necesito',
    '¿Cómo funcionan las devoluciones?',
    'Ayúdame a encontrar un producto',
    'cuanto cuesta el envío a España',
  ],
  de: [
    'Wo ist meine Bestellung #W0482125?',
    'Hallo, ich möchte eine Bestellung stornieren',
    'danke',
    'Gibt es den Electric Kettle auch in Schwarz?',
    'wann kommt mein paket',
    'Ich will mein Geld zurück',
    'nein danke',
    'Das ist zu groß, kann ich das umtauschen?',
    'Bitte die Lieferadresse ändern',
    'Können Sie mir helfen?',
  ],
  zh: [
    '我的订单在哪里？',
    '取消订单 #W0482117',
    '你好',
    '有黑色的 Electric Kettle 吗？',
    '谢谢',
    '我要退货',
    '好的，请帮我取消',
    '這個商品有現貨嗎？',
  ],
  ar: [
    'أين طلبي؟',
    'مرحبا',
    'أريد إلغاء الطلب #W0482117',
    'هل يتوفر Electric Kettle باللون الأسود؟',
    'شكرا',
    'لم يصل الطرد بعد',
  ],
}

describe("A customer's words tell their language", () => {
  test.each(
    Object.entries(messages).flatMap(([language, all]) => all.map((words) => [language, words] as const)),
  )('%s: %s', (language, words) => {
    expect(languageOf(words)).toBe(language)
  })

  test.each([
    'Bonjour, où est ma commande ?',
    'je voudrais annuler ma commande',
    'Onde está meu pedido? Não chegou.',
    'Ciao, vorrei annullare il mio ordine',
    'Waar is mijn bestelling?',
    'Где мой заказ?',
    '注文はどこですか？',
    '주문을 취소하고 싶어요',
    'سفارش من کجاست؟',
    'Πού είναι η παραγγελία μου;',
  ])('one that nobody here speaks is answered in English: %s', (words) => {
    expect(languageOf(words)).toBe('en')
  })

  test.each([
    '',
    '#W0482117',
    'ok',
    'OK!',
    'yes',
    'no',
    '👍',
    '42',
    'Electric Kettle',
    'PayPal',
    'mina@example.com',
    '1.5 L',
  ])('not if it can be any: "%s"', (words) => {
    expect(languageOf(words)).toBeUndefined()
  })

  test('nearly always, and a wrong one only if half of the words are of another', () => {
    const all = [...tuned, ...held].filter(({ language }) => language !== 'other')
    const right = all.filter(({ text, language }) => languageOf(text) === language)
    const wrong = all.filter(({ text, language }) => ![undefined, language].includes(languageOf(text)))
    expect(all.length).toBeGreaterThan(1500)
    expect(wrong.map(({ text }) => text)).toEqual(['您的订单 has been cancelled。'])
    expect(right.length / all.length).toBeGreaterThan(0.95)
  })

  test('by their beginning, however long they are', () => {
    expect(languageOf(`${'x '.repeat(500)}${'where is my order '.repeat(100_000)}`)).toBeUndefined()
  })
})

describe('A client tells what it would like to read', () => {
  test.each([
    ['es', 'es'],
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
    ['fr-FR,fr;q=0.9,de;q=0.8,en;q=0.7', 'de'],
    ['en;q=0.1, ar-EG;q=0.9', 'ar'],
    ['EN-gb', 'en'],
    ['es;q=0, en', 'en'],
    ['*', undefined],
    ['fr', undefined],
    ['', undefined],
    [undefined, undefined],
    [';;q=,,,-', undefined],
    ['es;q=1.1.1.1', undefined],
  ])('%j: %s', (header, expected) => {
    expect(preferredLanguage(header)).toBe(expected)
  })
})
