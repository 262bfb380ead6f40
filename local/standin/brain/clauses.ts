/** What a piece of a message is about. `follow`: it only makes sense after what was said before. */
export type Topic = 'order' | 'product' | 'follow' | 'chat' | 'probe' | 'elsewhere' | 'other'

export interface Clause {
  readonly text: string
  readonly topic: Topic
}

/** A message as its separate requests: "Where is my order, and does the kettle come in black?" are two. */
export function clausesOf(message: string): Clause[] {
  return message
    .split(/(?<=[.?!;])\s+|\n+/)
    .flatMap((it) => it.split(joint))
    .map((it) => it.replace(/^[\s,;-]+|[\s,;]+$/g, ''))
    .filter((it) => /[a-z0-9]/i.test(it))
    .map((text) => ({ text, topic: topicOf(text) }))
}

export function topicOf(text: string): Topic {
  if (probe.test(text)) return 'probe'
  const isOrder = orderWords.test(text)
  const isProduct = productWords.test(text)
  if (isProduct && (!isOrder || isCatalogueQuestion(text)) && !ownership.test(text)) return 'product'
  if (isOrder) return 'order'
  if (isProduct) return 'product'
  if (elsewhere.test(text)) return 'elsewhere'
  if (chat.test(text)) return 'chat'
  return reference.test(text) || answer.test(text) ? 'follow' : 'other'
}

/** Asks about the catalogue, even where an order is spoken of: "does the one I ordered come in blue". */
export function isCatalogueQuestion(text: string): boolean {
  return /\bcomes? in\b|\bin stock\b|\bavailable in\b|\bcheaper|cheapest\b|\balternatives?\b|\b(can i|could i|want to|like to) (order|buy)\b|\bdo you (have|sell)\b/i.test(
    text,
  )
}

/** Whether a person is asked for. */
export function wantsPerson(text: string): boolean {
  return (
    /\b(talk|speak|chat|connect|transfer|put|hand|escalate|get|give|need|want)\b[^.?!]{0,40}\b(human|real person|person|human being|live agent|agent|representative|rep|operator|manager|supervisor|someone (real|else)|customer service|support team)\b/i.test(
      text,
    ) || /^\W*(a )?(human|real person|live agent|agent|representative|operator)\b.{0,20}$/i.test(text)
  )
}

const starter =
  "(?:also|then|please|can|could|would|will|do|does|did|is|are|was|were|what(?:'s)?|which|where(?:'s)?|when|who|why|how|i|i'd|i'm|i've|my|it|they|tell|show|give|find|check|cancel|return|refund|exchange|swap|change|update|modify|track|list|compare|have|has|whether|any)"

/** Where one request ends and the next begins: ", and does …", " and where …", ", does …". */
const joint = new RegExp(
  `(?:,\\s*|\\s+)(?:and|also|plus|but|then|as well as)\\s+(?=(?:also\\s+|then\\s+)?${starter}\\b)|,\\s*(?=(?:can|could|does|do|is|are|what|which|where|when|how)\\b)`,
  'i',
)

const probe =
  /\b(ignore|disregard|forget)\b.{0,30}\b(instructions?|rules|prompt|above|previous)\b|\b(system|hidden|initial) (prompt|message|instructions?)\b|\byour (instructions|prompt|rules|system)\b|\b(developer|debug|god|dan) mode\b|jailbreak|\b(other|another|someone else'?s?|somebody else'?s?|different) (customers?|persons?|people|users?|shoppers?|clients?)(['’]s?)?\b|\b(all|every) (customers?|users?)\b|\b(someone|somebody) else['’]?s? (order|address|account|details)/i

const ownership =
  /\b(my|our) (?:\w+ ){0,2}(orders?|purchases?|deliver\w*|package|parcel|refund|payments?)\b|\bmy (\w+ )?(address|e-?mail|account|profile|details|payment|cards?|gift ?cards?|balance)\b|\bon file\b|\bdid i\b|\bhave i\b|#w\d+/i

const orderWords =
  /#?\bw\d{5,}\b|\border(s|ed)?\b|\b(i|we)(['’]ve| have)? (just |already |recently )?(bought|purchased|paid|received|got)\b|\b(did|have) (i|we) (buy|pay|bought|spen[dt]|purchased?|get|receive|return)|\btrack(ing)?\b|\b(package|parcel|shipment)\b|\bdeliver(y|ed|ies)?\b|\bship(ped|ping|s)?\b|\barriv(e|ed|es|ing|al)\b|\brefund\w*\b|\bcancel\w*|\breturn(s|ed|ing)?\b|\bexchang\w*|\bswap\b|\bmoney back\b|\b(my|on file|default|saved|billing|shipping) (\w+ )?(address|e-?mail|payment|card|account|profile|balance|name|details|zip|purchases?)\b|\bgift ?cards?\b|\bon file\b|\bcharged?\b|\bbilled\b|\binvoice\b|\breceipt\b|\b(never|not|n['’]t) (yet )?(received?|got|get|arrived?|come)\b|\b(damaged|broken|defective|faulty)\b|\bwrong (item|size|colou?r|product|thing)\b|\bmissing\b|\bpayment (method|history)s?\b|\b(my|the) address\b|\bwhere(['’]s| is| are) (my|the|our)\b/i

const productWords =
  /\bavailab\w*|\bin stock\b|\bsell\b|\bcarry\b|\bcomes? in\b|\bcolou?rs?\b|\bsizes?\b|\bpric(e|es|ed|ing)\b|\bcosts?\b|\bhow much\b|\bcheap\w*|\bexpensive\b|\bcompare\b|\bdifferences?\b|\brecommend\w*|\boptions?\b|\bvariants?\b|\bversions?\b|\bmaterials?\b|\balternatives?\b|\bsimilar\b|\bcatalog\w*|\bproducts?\b|\bdo you (have|stock|offer)\b|\bhave you got\b|\blooking for\b|\b(want|like|need) to (buy|order)\b|\bcan i (buy|order)\b|\binterested in\b|\bbuy\b|\bwhat kinds?\b|\b(under|below|less than|up to) \$?\d+|\bany (\w+ )?(kettles?|in)\b|\b\d{10}\b|\bshow me\b|\bdo you\b.*\bin (black|white|red|blue|green)\b/i

/** What no store can help with. */
const elsewhere =
  /\b(weather|joke|poem|song|recipe|news|football|soccer|president|election|capital of|translate|homework|stock market|bitcoin|horoscope|movie|politics|write (me )?(a|some) (code|program|story|essay)|meaning of life)\b/i

const chat =
  /^\W*(hi|hello|hey|hiya|good (morning|afternoon|evening|day)|howdy|greetings|thanks?|thank you|thx|ty|cheers|great|perfect|awesome|cool|nice|ok(ay)?|bye|goodbye|see you|have a (nice|good|great)|how are you|how('s| is) it going|who are you|what are you|are you (a |an )?(bot|robot|human|ai|real)|what can you do|what do you do|help|can you help( me)?|i need help|sorry|lol|haha)\b/i

const answer =
  /^\W*(yes|yeah|yep|yup|sure|please do|go ahead|do it|no|nope|nah|not really|confirm(ed)?|correct|exactly|right)\b/i

const reference =
  /\b(it|that|this|those|these|them|they|ones?|first|second|third|fourth|last|other|same|both|former|latter|bigger|smaller|larger)\b|^\W*(and|what about|how about|or)\b/i
