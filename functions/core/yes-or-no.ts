/**
 * Whether a message answers an open confirmation. Only a clear yes is a yes, since money may hang on it: "ok" is asked
 * about again. Anything that is about something else is `other`.
 */
export function yesOrNo(text: string): 'yes' | 'no' | 'unclear' | 'other' {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\p{P}\p{S}\p{Cf}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  if (plain === '') return /👍|✅|👌/u.test(text) ? 'unclear' : 'other'
  if (no.test(plain)) return 'no'
  if (yes.test(plain)) return doubt.test(text) ? 'unclear' : 'yes'
  return unclear.test(plain) ? 'unclear' : 'other'
}

/** "Yes?" asks, and "yes 👎" contradicts itself. */
const doubt = /[?？؟⁇⁈⁉❓❔👎❌❎✖🚫⛔🛑✋🤔🤷]/u

const polite = '(?:please|thanks?|thank you|por favor|gracias|bitte|danke|谢谢|请|شكرا|من فضلك)'
const consent = [
  'yes(?: (?:yes|sure|please do|i do|i confirm|do it|do that|go ahead|that s (?:right|correct|fine)))*',
  '(?:yep|yeah|yup)(?: (?:do it|go ahead|sure))*',
  '(?:ok|okay|sure) (?:yes|do it|do that|go ahead|i confirm|confirm)(?: it)?',
  'i (?:do )?(?:confirm|agree)(?: it| this| that)?',
  'confirm(?:ed)?(?: it| this| that)?',
  'please (?:do(?: it| that| so)?|go ahead|confirm)',
  'go ahead(?: (?:and )?do it)?|do it|that s correct|correct',
  's[ií](?: (?:confirmo|adelante|claro|hazlo|por favor))*|confirmo|confirmado|adelante|claro que s[ií]',
  'ja(?: (?:bestätige ich|ich bestätige|genau|mach das|gerne))*|jawohl|ich bestätige(?: das| es)?|bestätigt',
  '是的?|对|好的? ?确认|确认|我确认|同意|没错',
  'نعم(?: (?:اؤكد|أؤكد|موافق|موافقة|تفضل))?|أجل|اجل|اؤكد|أؤكد|موافق|موافقة',
].join('|')
const yes = new RegExp(`^(?:${polite} )?(?:${consent})(?: ${polite})*$`, 'u')

const refusal = [
  'no(?: (?:no|thanks?|thank you|don t|do not|stop|wait|never ?mind|i don t want (?:that|it|to)|i changed my mind|leave it|keep it))*',
  '(?:nope|nah)',
  '(?:please )?(?:don t|do not)(?: (?:do (?:it|that)|cancel|change)(?: it| that| anything)?)?',
  '(?:stop|wait|hold on)(?: (?:stop|wait|hold on|no|don t|do not))*',
  'never ?mind|decline|i decline|leave it(?: as it is)?|forget it|i changed my mind|not now',
  'no gracias|no lo hagas|mejor no|déjalo|cancelar no',
  'nein(?: (?:danke|lieber nicht))?|lieber nicht|doch nicht|lass es',
  '不|不要|不用了?|不是|算了|取消吧?不',
  'لا(?: (?:شكرا|اريد|أريد))?|لا تفعل|كلا',
].join('|')
const no = new RegExp(`^(?:${refusal})(?: ${polite})*$`, 'u')

/** Answers of a kind, and short questions back, that leave the question open. */
const unclear =
  /^(?:(?:well |um+ |uh+ |hmm+ |ok |okay )*(?:ok|okay|k|sure|fine|alright|all right|maybe|perhaps|i (?:guess|think)(?: so| yes)?|hmm+|um+|uh+|not sure|i m not sure|i don t know|probably|possibly)|yes (?:and|but|or) no|yes but .{1,40}|what|why|really|are you sure|vale|bueno|quizás?|tal vez|no sé|vielleicht|weiß nicht|okay dann|好|好的|可以|也许|不知道|嗯|ربما|حسنا|حسناً|لا اعرف|لا أعرف)$/u
