import { Duration } from 'aws-cdk-lib'
import {
  HeadersFrameOption,
  HeadersReferrerPolicy,
  ResponseHeadersPolicy,
  type ResponseSecurityHeadersBehavior,
} from 'aws-cdk-lib/aws-cloudfront'
import type { Construct } from 'constructs'
import { bareHeaders } from '#shared/pages/page-headers.ts'

const always: ResponseSecurityHeadersBehavior = {
  strictTransportSecurity: { accessControlMaxAge: Duration.days(365), includeSubdomains: true, override: true },
  contentTypeOptions: { override: true },
  referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
  frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
}

/** The id by which a request could be asked for later. */
const REQUEST_ID = 'apigw-requestid'

/**
 * For answers of the function, which brings its own content policy and says what a browser may keep: its styles, whose
 * address names their bytes, and no page. An answer of the gateway's own gets the strictest of both.
 */
export function pageHeaders(scope: Construct, name: string): ResponseHeadersPolicy {
  return policy(scope, 'PageHeaders', name, ['Cross-Origin-Resource-Policy', 'Permissions-Policy', 'X-Robots-Tag'])
}

/** For what is published: the function brings its own content policy, and lets a browser keep what it asks about again. */
export function siteHeaders(scope: Construct, name: string): ResponseHeadersPolicy {
  return policy(scope, 'FindingsHeaders', name, ['Permissions-Policy'])
}

/** `fixed`: headers that every answer gets, whatever the function says. */
function policy(scope: Construct, id: string, name: string, fixed: readonly (keyof typeof bareHeaders)[]): ResponseHeadersPolicy {
  return new ResponseHeadersPolicy(scope, id, {
    responseHeadersPolicyName: name,
    securityHeadersBehavior: {
      ...always,
      contentSecurityPolicy: { contentSecurityPolicy: bareHeaders['Content-Security-Policy'], override: false },
    },
    customHeadersBehavior: {
      customHeaders: [
        { header: 'Cache-Control', value: bareHeaders['Cache-Control'], override: false },
        ...fixed.map((header) => ({ header, value: bareHeaders[header], override: true })),
      ],
    },
    removeHeaders: [REQUEST_ID],
  })
}
