/**
 * The demo store's range: a home and outdoor shop. A line is a name, the price in dollars, how many of all possible
 * variants there are, then each option with its values. With a + after its name, every further value costs more.
 */
const range = `
# Kitchen
Electric Kettle | 34 | 12 | color: black, white, brushed steel, sage green | capacity+: 1 L, 1.5 L, 1.7 L | temperature control+: no, yes
Stovetop Tea Kettle | 29 | 9 | color: red, cream, steel | capacity+: 1.2 L, 2 L | induction ready: no, yes
Pour-Over Coffee Set | 38 | 8 | material+: glass, ceramic, copper | servings+: 2, 4, 6
Burr Coffee Grinder | 64 | 8 | drive+: manual, electric | color: black, silver, cream | settings+: 12, 30
Espresso Maker | 289 | 10 | color: black, steel, red | pump+: 9 bar, 15 bar | milk frother+: no, yes
Stand Mixer | 219 | 11 | color: mint, black, cream, red | bowl+: 4.3 L, 4.8 L, 6.9 L
Hand Blender | 42 | 8 | color: white, black | power+: 600 W, 800 W, 1000 W | attachments+: 1, 3
Slow Cooker | 49 | 8 | capacity+: 3.5 L, 6 L, 8 L | color: black, steel, red
Two-Slice Toaster | 35 | 9 | color: black, white, sage green, copper | slots+: standard, extra wide | bun warmer+: no, yes
Cast Iron Skillet | 31 | 6 | diameter+: 20 cm, 26 cm, 30 cm | finish+: raw, enamelled
Chef's Knife | 58 | 9 | blade+: 16 cm, 20 cm, 24 cm | steel+: stainless, carbon, damascus
Cutting Board | 24 | 9 | wood+: beech, bamboo, walnut | size+: small, medium, large
Insulated Water Bottle | 22 | 14 | color: black, white, ocean blue, coral, forest green | capacity+: 350 ml, 500 ml, 750 ml, 1 L
Lunch Box | 18 | 8 | compartments+: 1, 3, 5 | color: grey, yellow, teal
Kitchen Scale | 19 | 6 | color: black, white | maximum+: 5 kg, 10 kg | surface: glass, steel
# Home
Desk Lamp | 39 | 12 | color: black, white, brass, olive | power+: mains, USB-C, rechargeable | dimmable+: no, yes
Floor Lamp | 89 | 9 | shade+: linen, paper, metal | height+: 140 cm, 160 cm | color: black, brass, oak
Smart Light Bulb | 12 | 12 | fitting: E14, E27, GU10 | light+: warm white, white tunable, full color | pack+: 1, 4
Wall Clock | 45 | 9 | diameter+: 25 cm, 30 cm, 40 cm | frame: black, oak, brass | movement+: quiet, radio controlled
Bookcase | 149 | 12 | wood+: pine, oak, walnut | shelves+: 3, 4, 5, 6 | width+: 60 cm, 80 cm
Office Chair | 189 | 14 | cover+: fabric, mesh, leather | color: black, grey, navy | armrests+: none, fixed, adjustable
Standing Desk | 329 | 12 | width+: 120 cm, 140 cm, 160 cm | top: white, oak, black | drive+: manual, electric
Wool Blanket | 79 | 10 | size+: 130 x 170 cm, 150 x 200 cm | color: natural, charcoal, rust, moss | weave+: plain, herringbone
Down Pillow | 44 | 8 | firmness: soft, medium, firm | size+: 40 x 80 cm, 50 x 70 cm, 80 x 80 cm
Bath Towel Set | 36 | 10 | color: white, sand, sea blue, terracotta | pieces+: 2, 4, 6
Scented Candle | 21 | 9 | scent: cedar, fig, sea salt, vanilla | burn time+: 25 hours, 40 hours, 60 hours
Robot Vacuum | 249 | 8 | mopping+: no, yes | station+: charging, self-emptying | color: white, black
Air Purifier | 129 | 9 | room size+: 20 sqm, 40 sqm, 60 sqm | filter+: HEPA, HEPA and carbon | color: white, graphite
Cordless Drill | 99 | 8 | voltage+: 12 V, 18 V | batteries+: 1, 2 | hammer action+: no, yes
Garden Hose | 29 | 9 | length+: 10 m, 20 m, 30 m | material: rubber, vinyl, textile
# Electronics
Wireless Earbuds | 79 | 12 | color: black, white, lilac, navy | noise cancelling+: no, yes | battery life+: 6 hours, 9 hours
Over-Ear Headphones | 129 | 12 | color: black, silver, sand, navy | connection+: wired, wireless | noise cancelling+: no, yes
Bluetooth Speaker | 59 | 12 | color: black, red, teal, grey | battery life+: 10 hours, 18 hours, 24 hours | waterproof+: no, yes
Laptop Sleeve | 27 | 12 | size: 13 inch, 14 inch, 16 inch | material+: neoprene, felt, leather | color: black, grey, tan
Tablet | 299 | 12 | storage+: 64 GB, 128 GB, 256 GB | screen+: 8 inch, 11 inch | color: silver, graphite, rose
E-Reader | 119 | 8 | storage+: 8 GB, 16 GB, 32 GB | screen+: 6 inch, 7 inch | color: black, white
Smart Watch | 199 | 14 | case size+: 41 mm, 45 mm | color: black, silver, gold | strap+: silicone, leather, steel
Fitness Tracker | 69 | 9 | color: black, coral, mint | GPS+: no, yes | strap: small, large
Mechanical Keyboard | 109 | 14 | layout+: 60%, 75%, full size | switches: linear, tactile, clicky | backlight+: none, white, RGB
Wireless Mouse | 35 | 9 | color: black, white, pink | grip+: standard, vertical | buttons+: 3, 6
Power Bank | 29 | 9 | capacity+: 5000 mAh, 10000 mAh, 20000 mAh | color: black, white, blue | wireless charging+: no, yes
Instant Camera | 84 | 8 | color: white, mint, black, lilac | film+: mini, square
# Clothing
T-Shirt | 24 | 18 | color: black, white, navy, forest green | size: XS, S, M, L, XL | neck: crew, V-neck
Linen Shirt | 59 | 14 | color: white, light blue, sand, olive | size: XS, S, M, L, XL | sleeves+: short, long
Merino Sweater | 89 | 14 | color: charcoal, burgundy, camel, navy | size: XS, S, M, L, XL | neck+: crew, roll
Fleece Jacket | 74 | 12 | color: black, rust, teal | size: XS, S, M, L, XL | hood+: no, yes
Rain Jacket | 119 | 14 | color: yellow, navy, black, red | size: XS, S, M, L, XL | lining+: none, mesh, insulated
Running Shoes | 109 | 16 | color: black, white, neon green, blue | size: 6, 7, 8, 9, 10, 11, 12 | terrain+: road, trail
Leather Sneakers | 99 | 14 | color: white, black, tan | size: 6, 7, 8, 9, 10, 11, 12 | sole: rubber, gum
Hiking Boots | 159 | 16 | size: 6, 7, 8, 9, 10, 11, 12 | material: leather, synthetic, suede | waterproof+: no, yes
Sunglasses | 69 | 10 | frame: black, tortoise, clear | lens: grey, green, brown | polarized+: no, yes
Wool Beanie | 25 | 8 | color: black, mustard, grey, navy | cuff: single, double
# Sport and travel
Yoga Mat | 39 | 10 | thickness+: 4 mm, 5 mm, 6 mm | material+: natural rubber, cork, TPE | color: plum, slate, sage
Adjustable Dumbbells | 149 | 6 | weight+: 2-12 kg, 5-25 kg, 5-40 kg | coating: steel, rubber
Bicycle Helmet | 55 | 14 | size: S, M, L | color: white, black, red, sky blue | light+: no, yes
Camping Tent | 179 | 10 | sleeps+: 1, 2, 3, 4 | color: green, orange | season+: 3 seasons, 4 seasons
Sleeping Bag | 99 | 10 | filling+: synthetic, down | comfort+: 10 C, 0 C, -10 C | length: regular, long
Hiking Backpack | 119 | 12 | volume+: 25 L, 40 L, 60 L | color: black, moss, ochre | back: regular, long
Carry-On Suitcase | 139 | 12 | shell: hard, soft | color: black, navy, champagne, red | volume+: 34 L, 40 L
Jigsaw Puzzle | 17 | 10 | pieces+: 500, 1000, 2000 | motif: mountains, city, map, birds
`

/** `price` in dollars is that of the first value of every option; options in `dearer` add to it. */
export interface ProductIdea {
  readonly name: string
  readonly price: number
  readonly count: number
  readonly options: Readonly<Record<string, readonly string[]>>
  readonly dearer: readonly string[]
}

export const productIdeas: readonly ProductIdea[] = range
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => {
    const [name = '', price, count, ...options] = line.split(' | ')
    const parsed = options.map(
      (option) => /^(?<name>.+?)(?<dearer>\+?): (?<values>.+)$/.exec(option)?.groups ?? {},
    )
    return {
      name,
      price: Number(price),
      count: Number(count),
      options: Object.fromEntries(parsed.map((it) => [it.name, it.values?.split(', ') ?? []])),
      dearer: parsed.flatMap((it) => (it.dearer ? (it.name ?? []) : [])),
    }
  })

/** Variants that are always kept and available, so that the named demo customers' stories hold for every seed. */
export const staples: Readonly<Record<string, readonly Readonly<Record<string, string>>[]>> = {
  'Electric Kettle': [
    { color: 'black', capacity: '1.5 L', 'temperature control': 'no' },
    { color: 'white', capacity: '1.5 L', 'temperature control': 'no' },
    { color: 'brushed steel', capacity: '1.7 L', 'temperature control': 'yes' },
  ],
  'Desk Lamp': [
    { color: 'black', power: 'mains', dimmable: 'no' },
    { color: 'brass', power: 'rechargeable', dimmable: 'yes' },
  ],
  'T-Shirt': [
    { color: 'navy', size: 'M', neck: 'crew' },
    { color: 'navy', size: 'L', neck: 'crew' },
  ],
  'Wool Blanket': [{ size: '150 x 200 cm', color: 'moss', weave: 'herringbone' }],
  'Rain Jacket': [{ color: 'yellow', size: 'M', lining: 'mesh' }],
  'Running Shoes': [
    { color: 'blue', size: '9', terrain: 'road' },
    { color: 'blue', size: '10', terrain: 'road' },
    { color: 'black', size: '9', terrain: 'trail' },
  ],
  'Wireless Earbuds': [
    { color: 'black', 'noise cancelling': 'yes', 'battery life': '6 hours' },
    { color: 'white', 'noise cancelling': 'no', 'battery life': '6 hours' },
  ],
}
