import { Duration } from 'aws-cdk-lib'
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager'
import {
  AllowedMethods,
  CachePolicy,
  CfnOriginRequestPolicy,
  Distribution,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  OriginSslPolicy,
  PriceClass,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront'
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins'
import { Construct } from 'constructs'
import { BOARD_COOKIES } from '#functions/console/board-cookie.ts'
import { COOKIES, cookieNames } from '#functions/respond/visit-cookies.ts'
import { EDGE_HEADER } from '#functions/web/behind-edge.ts'
import type { Config } from '../stage-config.ts'
import { pageHeaders, siteHeaders } from './security-headers.ts'

/** A failure is shown to the one person it happened to, and to nobody after them. */
const ERRORS = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504]

/**
 * Status codes that AWS answers with JSON of its own when a function died, gave no valid answer, or was cut off. The person gets
 * our page instead, with Leave and Support, from another call. No page of ours has one of these codes.
 */
const DIED = [500, 502, 504]
const ourPage = (responseHttpStatus: number) => ({ responsePagePath: '/trouble/failed', responseHttpStatus })

export type FrontDoorProps = {
  readonly name: string
  /** The host of the HTTP API, without a scheme. */
  readonly apiHost: string
  /** The key that it sends to the functions, as a reference that CloudFormation follows. */
  readonly edgeKey: string
  readonly domain: Config['domain']
}

/**
 * CloudFront in front of the respondents' pages and of what is published, cached nowhere: a pause counts at once.
 * No log of any kind. The API sees CloudFront's agent and never the visitor's: of the headers five are passed on. CloudFront
 * adds the visitor's address, which cannot be turned off: the first line of the function drops it.
 */
export class FrontDoor extends Construct {
  readonly distribution: Distribution

  constructor(scope: Construct, id: string, { name, apiHost, edgeKey, domain }: FrontDoorProps) {
    super(scope, id)
    const origin = new HttpOrigin(apiHost, {
      protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
      originSslProtocols: [OriginSslPolicy.TLS_V1_2],
      readTimeout: Duration.seconds(20),
      customHeaders: { [EDGE_HEADER]: edgeKey },
    })
    const secure = {
      origin,
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      cachePolicy: CachePolicy.CACHING_DISABLED,
      compress: false,
    }
    const published = {
      ...secure,
      allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
      originRequestPolicy: passOnOfReaders(this, `${name}-readers`),
      responseHeadersPolicy: siteHeaders(this, `${name}-findings`),
    }
    this.distribution = new Distribution(this, 'Distribution', {
      comment: name,
      enableLogging: false,
      httpVersion: HttpVersion.HTTP2_AND_3,
      priceClass: PriceClass.PRICE_CLASS_100,
      ...(domain && {
        domainNames: [domain.name],
        certificate: Certificate.fromCertificateArn(this, 'Certificate', domain.certificateArn),
        minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      }),
      defaultBehavior: {
        ...secure,
        allowedMethods: AllowedMethods.ALLOW_ALL,
        originRequestPolicy: passOn(this, `${name}-respondents`),
        responseHeadersPolicy: pageHeaders(this, `${name}-pages`),
      },
      additionalBehaviors: { '/r': published, '/r/*': published },
      errorResponses: ERRORS.map((httpStatus) => ({
        httpStatus,
        ttl: Duration.seconds(0),
        ...(DIED.includes(httpStatus) && ourPage(httpStatus)),
      })),
    })
  }
}

/**
 * The parts of a request that go on to the function: the form, our cookies, the language, and five headers: the last three say
 * whether another site made the browser ask, and whether it only fetches ahead. Written as the resource itself because the
 * construct refuses Accept-Encoding, which CloudFront takes where nothing is cached.
 */
function passOn(scope: Construct, name: string) {
  const policy = new CfnOriginRequestPolicy(scope, 'PassOn', {
    originRequestPolicyConfig: {
      name,
      comment: 'No agent, referrer or language list.',
      headersConfig: {
        headerBehavior: 'whitelist',
        headers: ['Accept-Encoding', 'Content-Type', 'Origin', 'Sec-Fetch-Site', 'Sec-Purpose'],
      },
      cookiesConfig: {
        cookieBehavior: 'whitelist',
        cookies: [...cookieNames.map((each) => COOKIES[each].name), BOARD_COOKIES.session.name],
      },
      queryStringsConfig: { queryStringBehavior: 'whitelist', queryStrings: ['lang'] },
    },
  })
  return OriginRequestPolicy.fromOriginRequestPolicyId(scope, 'PassOnPolicy', policy.ref)
}

/** Passes on what a reader of published pages sends: the words they look for, the language, and what their browser has already. */
function passOnOfReaders(scope: Construct, name: string) {
  const policy = new CfnOriginRequestPolicy(scope, 'PassOnOfReaders', {
    originRequestPolicyConfig: {
      name,
      comment: 'No cookie, agent, referrer or language list.',
      headersConfig: { headerBehavior: 'whitelist', headers: ['Accept-Encoding', 'If-None-Match'] },
      cookiesConfig: { cookieBehavior: 'none' },
      queryStringsConfig: { queryStringBehavior: 'whitelist', queryStrings: ['q', 'lang'] },
    },
  })
  return OriginRequestPolicy.fromOriginRequestPolicyId(scope, 'PassOnOfReadersPolicy', policy.ref)
}
