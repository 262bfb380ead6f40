import { coloursIn, wordsOf } from './words.ts'

/** The words of a text that name a thing, without those that only ask: "do you have a steel kettle?" → "steel kettle". */
export function queryOf(text: string): string {
  return wordsOf(text)
    .filter((it) => !filler.has(it) && !/^[$#]?\d+(\.\d+)?$/.test(it))
    .join(' ')
}

/** Each thing that is named, as a search: "compare the tablet and the laptop" are two. Options alone name nothing. */
export function thingsIn(text: string): string[] {
  const joints = /\bcompar|\bdifference\b/i.test(text)
    ? /\b(?:and|or|vs\.?|versus|with|to)\b|[,?!;()":]|\. /i
    : /\b(?:and|or|vs\.?|versus)\b|[,?!;()":]|\. /i
  const queries = text.split(joints).map(queryOf)
  return [...new Set(queries)].filter((it) => it !== '' && !isOptionOnly(it))
}

/** "What do you sell?" */
export function asksForAll(wish: string): boolean {
  return /\b(what|which|all)\b.{0,20}\b(products?|kinds? of (things|products?)|things|items)\b.{0,20}\b(sell|have|offer|carry|stock|are there)\b|\bwhat do you (sell|offer|have|carry)\b\W*$|\b(whole|full|entire|your) (catalog\w*|range|assortment)\b/i.test(
    wish,
  )
}

function isOptionOnly(query: string): boolean {
  return query
    .split(' ')
    .every((it) => coloursIn(it).length > 0 || /^(small|medium|large|glass|steel|m|l|s|x+l|\d.*)$/.test(it))
}

const filler = new Set(
  wordsOf(
    `a about actually after again all also am an and another answer any anything are around as ask at available availability be
    before being best between bigger but buy by can carry catalog catalogue cheap cheaper cheapest check choose color come
    compare cost could currently customer cut difference different do does doesn dollar don else even everything ever expensive find
    first fit for from get give go going got had has have he hello help hey hi high highest how i id if in instead interested is isn
    it item just kind know larger last least less let like list ll looking low lowest many may maybe me mean model more most much must
    my need new no not nothing now of offer okay old on one only option or order other our out please pretty price priced pricing
    product question range re really recommend right same second see sell she should show similar size smaller so some something
    sort still stock store such sure tell than thank that the their them then there these they thing third this those to today too
    tried type under up us use variant ve version very want was way we well were what when where which who will with wonder
    would write wrong yes yet you your material capacity style type feature length height weight brand heavy x cm online`,
  ),
)
