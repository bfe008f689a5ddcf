import { describe, expect, it } from 'vitest'
import { CookieJar } from '#cli/simulate/jar.ts'

const NOW = new Date('2026-03-02T10:00:00Z')

describe('a cookie jar', () => {
  it('keeps Secure cookies over https and on the machine itself, as browsers do, and nowhere else', () => {
    expect(kept('https://survey.example', '__Host-visit=a; Path=/; Secure')).toBe('__Host-visit=a')
    expect(kept('http://127.0.0.1:8080', '__Host-visit=a; Path=/; Secure')).toBe('__Host-visit=a')
    expect(kept('http://localhost:8080', '__Host-visit=a; Path=/; Secure')).toBe('__Host-visit=a')
    expect(kept('http://survey.example', '__Host-visit=a; Path=/; Secure')).toBeUndefined()
    expect(kept('http://127.0.0.1.example', 'a=1; Secure')).toBeUndefined()
  })

  it.each(['__Host-a=1; Path=/', '__Host-a=1; Path=/s; Secure', '__Host-a=1; Path=/; Secure; Domain=localhost', '__Secure-a=1'])(
    'refuses %j, whose name promises more than it says',
    (header) => {
      expect(kept('http://localhost', header)).toBeUndefined()
    },
  )

  it('forgets a cookie that is set to expire', () => {
    const jar = new CookieJar(new URL('http://localhost'))
    jar.take('a=1; Path=/', NOW)
    jar.take('b=2; Path=/', NOW)
    jar.take('a=; Path=/; Max-Age=0', NOW)
    expect(jar.header()).toBe('b=2')
    jar.take('b=; Expires=Thu, 01 Jan 1970 00:00:00 GMT', NOW)
    expect(jar.header()).toBeUndefined()
  })

  it('sends the newest value of a name, equals signs included', () => {
    const jar = new CookieJar(new URL('http://localhost'))
    jar.take('a=1; Path=/', NOW)
    jar.take('a=x==; Path=/', NOW)
    expect(jar.header()).toBe('a=x==')
  })
})

function kept(origin: string, header: string): string | undefined {
  const jar = new CookieJar(new URL(origin))
  jar.take(header, NOW)
  return jar.header()
}
