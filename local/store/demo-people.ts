/** Where the demo customers come from: names and addresses that go together. In `zip`, # is any digit, @ any letter. */
export interface Region {
  readonly country: string
  readonly first: readonly string[]
  readonly last: readonly string[]
  readonly streets: readonly string[]
  /** `n` is the house number. */
  readonly address1: (street: string, n: number) => string
  readonly address2: string
  readonly cities: readonly { readonly city: string; readonly state: string; readonly zip: string }[]
}

const words = (text: string): string[] => text.split(', ')
const numberFirst = (street: string, n: number) => `${n} ${street}`
const numberLast = (street: string, n: number) => `${street} ${n}`
const place = (city: string, state: string, zip: string) => ({ city, state, zip })

export const regions: readonly Region[] = [
  {
    country: 'USA',
    first: words(
      'Ava, Liam, Maya, Noah, Zoe, Ethan, Grace, Caleb, Ruby, Marcus, Imani, Diego, Camila, Darnell, Hannah, Owen, Leah, Andre, Priya, Kevin, Naomi, Julian, Tessa, Malik',
    ),
    last: words(
      "Walker, Brooks, Nguyen, Ramirez, Coleman, Patel, O'Connor, Whitfield, Kim, Delgado, Foster, Hayes, Washington, Begay, Rossi, Shah, Turner, Castillo, Lindgren, Osei",
    ),
    streets: words(
      'Maple Street, Cedar Avenue, Lakeview Drive, Juniper Lane, Prospect Street, Harbor Road, Mission Boulevard, Aspen Court',
    ),
    address1: numberFirst,
    address2: 'Apt',
    cities: [
      place('Seattle', 'WA', '981##'),
      place('Austin', 'TX', '787##'),
      place('Chicago', 'IL', '606##'),
      place('Portland', 'OR', '972##'),
      place('Atlanta', 'GA', '303##'),
      place('Boston', 'MA', '021##'),
      place('Denver', 'CO', '802##'),
      place('Brooklyn', 'NY', '112##'),
    ],
  },
  {
    country: 'Canada',
    first: words('Chloé, Samuel, Aaliyah, Lucas, Noémie, Gurpreet, Isla, Mathieu, Wren, Tariq'),
    last: words('Tremblay, Singh, MacDonald, Gagnon, Chan, Fraser, Bouchard, Okonkwo, Roy, Dhillon'),
    streets: words('Bloor Street, Rue Sherbrooke, Granville Street, Queen Street, Portage Avenue'),
    address1: numberFirst,
    address2: 'Unit',
    cities: [
      place('Toronto', 'ON', 'M5@ #@#'),
      place('Montréal', 'QC', 'H2@ #@#'),
      place('Vancouver', 'BC', 'V6@ #@#'),
    ],
  },
  {
    country: 'United Kingdom',
    first: words('Oliver, Freya, Callum, Nia, Harriet, Rhys, Zara, Angus, Tunde, Poppy'),
    last: words("Hughes, Campbell, Begum, Adeyemi, Whitaker, O'Neill, Fletcher, Khan, Llewellyn, Marsh"),
    streets: words('Station Road, Victoria Terrace, Mill Lane, Church Street, Canal Walk'),
    address1: numberFirst,
    address2: 'Flat',
    cities: [
      place('London', 'England', 'E# #@@'),
      place('Edinburgh', 'Scotland', 'EH# #@@'),
      place('Cardiff', 'Wales', 'CF## #@@'),
    ],
  },
  {
    country: 'Germany',
    first: words('Lena, Jürgen, Mila, Björn, Aylin, Moritz, Käthe, Emre, Greta, Tobias'),
    last: words('Müller, Schäfer, Yılmaz, Weiß, Kowalski, Vogt, Hoffmann, Demir, Brandt, Lindner'),
    streets: words('Lindenstraße, Am Mühlbach, Goethestraße, Kastanienallee, Hafenweg'),
    address1: numberLast,
    address2: 'Hinterhaus',
    cities: [
      place('Berlin', 'Berlin', '10###'),
      place('Hamburg', 'Hamburg', '20###'),
      place('Köln', 'Nordrhein-Westfalen', '50###'),
    ],
  },
  {
    country: 'France',
    first: words('Élodie, Antoine, Inès, Rémi, Aminata, Gaëlle, Bastien, Yasmine, Léo, Fatou'),
    last: words('Lefèvre, Benali, Dubois, Traoré, Garnier, Moreau, Diallo, Chevalier, Nguyen, Roche'),
    streets: words('rue des Lilas, avenue Jean Jaurès, quai de la Fosse, place du Marché, rue Pasteur'),
    address1: numberFirst,
    address2: 'Bâtiment',
    cities: [
      place('Lyon', 'Auvergne-Rhône-Alpes', '6900#'),
      place('Nantes', 'Pays de la Loire', '440##'),
      place('Paris', 'Île-de-France', '7501#'),
    ],
  },
  {
    country: 'Sweden',
    first: words('Astrid, Elias, Saga, Viggo, Amira, Nils, Märta, Omar, Tuva, Axel'),
    last: words('Öberg, Lindqvist, Nyström, Hassan, Bergman, Åkesson, Ek, Sandström, Farah, Holm'),
    streets: words('Storgatan, Björkvägen, Södra Hamngatan, Skolgatan, Kyrkogatan'),
    address1: numberLast,
    address2: 'lgh',
    cities: [place('Göteborg', 'Västra Götaland', '411 ##'), place('Uppsala', 'Uppsala', '753 ##')],
  },
  {
    country: 'Spain',
    first: words('Lucía, Íñigo, Carmen, Mateo, Nerea, Álvaro, Salma, Jordi, Paula, Youssef'),
    last: words('García, Ibáñez, Ferrer, Muñoz, El Amrani, Castro, Vidal, Echeverría, Navarro, Peña'),
    streets: words('Calle Mayor, Avenida del Puerto, Carrer de la Marina, Calle Olmo, Paseo del Prado'),
    address1: numberLast,
    address2: 'Piso',
    cities: [place('Valencia', 'Valencia', '460##'), place('Bilbao', 'Bizkaia', '480##')],
  },
  {
    country: 'Japan',
    first: words('Haruka, Ren, Yui, Sota, Aoi, Daichi, Misaki, Kenji, Emi, Takumi'),
    last: words('Sato, Takahashi, Ito, Nakamura, Kobayashi, Yoshida, Mori, Shimizu, Hayashi, Ono'),
    streets: words('Sakuragaoka, Nishishinjuku, Honmachi, Midorigaoka, Minamiaoyama'),
    address1: (street, n) => `${(n % 7) + 1}-${n % 30}-${(n % 12) + 1} ${street}`,
    address2: 'Room',
    cities: [place('Tokyo', 'Tokyo', '150-####'), place('Osaka', 'Osaka', '530-####')],
  },
  {
    country: 'India',
    first: words('Ananya, Rohan, Kavya, Arjun, Meera, Vikram, Ishita, Imran, Divya, Karthik'),
    last: words('Iyer, Sharma, Banerjee, Reddy, Khan, Menon, Joshi, Chopra, Das, Fernandes'),
    streets: words('MG Road, Residency Road, Hill Road, Lake Gardens, Park Street'),
    address1: numberFirst,
    address2: 'Flat',
    cities: [place('Bengaluru', 'Karnataka', '5600##'), place('Kolkata', 'West Bengal', '7000##')],
  },
  {
    country: 'Brazil',
    first: words('João, Beatriz, Thiago, Larissa, Caio, Conceição, Rafael, Luana, Davi, Iara'),
    last: words('Souza, Araújo, Pereira, Gonçalves, Batista, Tavares, Nakagawa, Lima, Conceição, Melo'),
    streets: words('Rua das Flores, Avenida Paulista, Rua da Praia, Rua Augusta, Travessa do Sol'),
    address1: numberLast,
    address2: 'Apto',
    cities: [place('São Paulo', 'SP', '01###-###'), place('Recife', 'PE', '50###-###')],
  },
]
