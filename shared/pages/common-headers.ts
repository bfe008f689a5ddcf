/** Headers of every answer, to respondents and to readers of results: it is told to no other site, framed by none, and its type is not guessed. */
export const commonHeaders = {
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Permissions-Policy': 'camera=(),geolocation=(),microphone=()',
} as const
