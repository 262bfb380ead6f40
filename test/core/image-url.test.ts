import { describe, expect, test } from 'vitest'
import { imageUrl } from '../../functions/core/image-url.ts'

describe("The address of a product's picture", () => {
  test.each([
    'https://cdn.example.com/kettle.jpg',
    'https://cdn.example.com:8443/p/kettle%20black.webp?w=400&h=320#top',
    'https://例え.example/絵.png',
    'HTTPS://CDN.example.com/kettle.jpg',
    'http://localhost:3000/pictures/1.svg?item=2',
    'http://127.0.0.1:40123/pictures/1.svg',
    'http://[::1]:3000/1.svg',
    'http://shop.localhost/1.svg',
  ])('is taken as it is: %s', (text) => {
    expect(imageUrl.parse(text)).toBe(text)
  })

  test.each([
    ['of another machine by http', 'http://cdn.example.com/kettle.jpg', 'begin with https://'],
    ['of a name that only begins like this machine', 'http://localhost.example.com/1.svg', 'with https://'],
    ['that is part of one', '/pictures/1.svg', 'a whole address'],
    ['without a scheme', '//cdn.example.com/1.svg', 'a whole address'],
    ['without a host', 'https://', 'a whole address'],
    ['of a script', 'javascript:alert(1)', 'a whole address'],
    ['that is the picture itself', 'data:image/png;base64,AAAA', 'a whole address'],
    ['of a file', 'file:///etc/passwd', 'a whole address'],
    ['with a password', 'https://ann:secret@cdn.example.com/1.svg', 'nobody before the host'],
    ['with a space', 'https://cdn.example.com/black kettle.jpg', 'no spaces'],
    ['with a line break in it', 'https://cdn.example.com/\n1.svg', 'no spaces'],
    ['with half a character', 'https://cdn.example.com/\ud800.svg', 'invisible'],
    ['that is empty', '', 'a whole address'],
    ['that is far too long', `https://cdn.example.com/${'a'.repeat(2000)}`, '2,000 characters'],
  ])('is refused with a reason: one %s', (_, text, reason) => {
    const { error } = imageUrl.safeParse(text)
    expect(error?.issues.map(({ message }) => message)).toEqual([expect.stringContaining(reason)])
  })
})
