import type { InLanguage, Language } from './language.ts'
import type { OutgoingMail } from './mail.ts'

/** The mail that brings a guest's code. It names no order and nobody: whoever asked may be somebody else. */
export function guestMail(
  to: string,
  code: string,
  lifeSeconds: number,
  { language = 'en' }: InLanguage,
): OutgoingMail {
  const { subject, lines } = mails[language](code, lifeSeconds / 60)
  return { to, subject, text: lines.join('\n') }
}

type Written = (
  code: string,
  minutes: number,
) => { readonly subject: string; readonly lines: readonly string[] }

const mails: Readonly<Record<Language, Written>> = {
  en: (code, minutes) => ({
    subject: 'Your code for the chat',
    lines: [
      `Your code is ${code}`,
      '',
      `Enter it in the chat within ${minutes} minutes, so that we can talk about your orders.`,
      '',
      'Give it to nobody. We never ask for it by phone or mail. If you did not ask for a code, you need do nothing:',
      'without it nobody sees your orders.',
    ],
  }),
  es: (code, minutes) => ({
    subject: 'Tu código para el chat',
    lines: [
      `Tu código es ${code}`,
      '',
      `Escríbelo en el chat antes de ${minutes} minutos para que podamos hablar de tus pedidos.`,
      '',
      'No se lo des a nadie. Nunca te lo pediremos por teléfono ni por correo. Si no has pedido ningún código, no tienes',
      'que hacer nada: sin él nadie ve tus pedidos.',
    ],
  }),
  de: (code, minutes) => ({
    subject: 'Ihr Code für den Chat',
    lines: [
      `Ihr Code lautet ${code}`,
      '',
      `Geben Sie ihn innerhalb von ${minutes} Minuten im Chat ein, damit wir über Ihre Bestellungen sprechen können.`,
      '',
      'Geben Sie ihn niemandem. Wir fragen nie am Telefon oder per E-Mail danach. Haben Sie keinen Code angefordert,',
      'müssen Sie nichts tun: Ohne ihn sieht niemand Ihre Bestellungen.',
    ],
  }),
  zh: (code, minutes) => ({
    subject: '您的聊天验证码',
    lines: [
      `您的验证码是 ${code}`,
      '',
      `请在 ${minutes} 分钟内在聊天窗口中输入，以便我们为您查看订单。`,
      '',
      '请勿告诉任何人。我们绝不会通过电话或邮件向您索取。如果您没有申请验证码，无需任何操作：',
      '没有它，任何人都看不到您的订单。',
    ],
  }),
  ar: (code, minutes) => ({
    subject: 'رمزك للمحادثة',
    lines: [
      `رمزك هو ${code}`,
      '',
      `أدخله في المحادثة خلال ${minutes} دقائق لنتمكن من التحدث عن طلباتك.`,
      '',
      'لا تعطه لأحد. لن نطلبه منك أبدًا بالهاتف أو بالبريد. إذا لم تطلب رمزًا فلا داعي لأن تفعل شيئًا:',
      'من دونه لا يرى أحد طلباتك.',
    ],
  }),
}
