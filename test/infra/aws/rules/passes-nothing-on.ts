import { absent, allAre, change, differences, present, type Rule, set } from './rule.ts'

const EDGE = 'AWS::CloudFront::Distribution'
const PASSED_ON = 'AWS::CloudFront::OriginRequestPolicy'
const DEFAULT = 'DistributionConfig.DefaultCacheBehavior'
/** AWS's own policies, by their ids: no cache; every header of the visitor. */
const CACHING_DISABLED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad'
const ALL_VIEWER = '216adef6-5c7f-47e4-b989-5492eafa07d3'
const CACHING_OPTIMIZED = '658327ea-f89d-4fab-a63d-7e88639e58f6'

const referenceTo = (ids: readonly string[]) => (value: unknown) => ids.some((id) => JSON.stringify(value) === JSON.stringify({ Ref: id }))

/** No page is kept unless the function says so: a browser that may keep the styles does not ask for them with every page. */
function keepsWhatTheFunctionSays(custom: unknown): boolean {
  return custom === undefined || JSON.stringify(custom).includes('{"Header":"Cache-Control","Override":false,"Value":"no-store"}')
}

/** A function that died is AWS's own JSON otherwise: 500 when it crashed or ran out of time, 502 and 504 when nothing answered. */
function showsOurPage(errors: readonly { ErrorCode: number; ResponsePagePath?: string; ResponseCode?: number }[]): boolean {
  const shown = errors.filter(({ ResponsePagePath }) => ResponsePagePath !== undefined)
  const paths = shown.map(({ ErrorCode, ResponseCode, ResponsePagePath }) => `${ErrorCode} ${ResponseCode} ${ResponsePagePath}`)
  return paths.toSorted().join() === '500 500 /trouble/failed,502 502 /trouble/failed,504 504 /trouble/failed'
}

const ofRespondents = {
  OriginRequestPolicyConfig: {
    HeadersConfig: { HeaderBehavior: 'whitelist', Headers: ['Accept-Encoding', 'Content-Type', 'Origin', 'Sec-Fetch-Site', 'Sec-Purpose'] },
    CookiesConfig: {
      CookieBehavior: 'whitelist',
      Cookies: ['__Host-visit', '__Host-page', '__Host-form', '__Host-receipt', '__Host-board'],
    },
    QueryStringsConfig: { QueryStringBehavior: 'whitelist', QueryStrings: ['lang'] },
  },
}
/** Who reads what is published sends even less. */
const ofReaders = {
  OriginRequestPolicyConfig: {
    HeadersConfig: { HeaderBehavior: 'whitelist', Headers: ['Accept-Encoding', 'If-None-Match'] },
    CookiesConfig: { CookieBehavior: 'none' },
    QueryStringsConfig: { QueryStringBehavior: 'whitelist', QueryStrings: ['q', 'lang'] },
  },
}

function addsOnly(headers: readonly { readonly HeaderName?: unknown }[] = [], name: string): boolean {
  return headers.every(({ HeaderName }) => HeaderName === name)
}

export const passesNothingOn: Rule = {
  promise:
    'CloudFront passes on what was typed, our cookies, the language, and whether another site asks or a browser fetches ahead; no agent, referrer, address header or other cookie; and keeps no page',
  broken: (stage) => {
    const ours = stage.ofType(PASSED_ON).map(([id]) => id)
    const readers = ours.find((id) => id.includes('Readers'))
    const headers = stage.ofType('AWS::CloudFront::ResponseHeadersPolicy').map(([id]) => id)
    return [
      ...stage.ofType(PASSED_ON).flatMap(([id, { Properties }]) => differences(Properties, id === readers ? ofReaders : ofRespondents, id)),

      ...allAre(stage, EDGE, {
        DistributionConfig: {
          DefaultCacheBehavior: {
            CachePolicyId: CACHING_DISABLED,
            OriginRequestPolicyId: referenceTo(ours),
            ResponseHeadersPolicyId: referenceTo(headers),
            ViewerProtocolPolicy: 'redirect-to-https',
            ForwardedValues: absent,
          },
          CacheBehaviors: (behaviours: unknown) =>
            Array.isArray(behaviours) &&
            behaviours.map(({ PathPattern }) => PathPattern).join() === '/r,/r/*' &&
            behaviours.every(({ OriginRequestPolicyId, ResponseHeadersPolicyId, ViewerProtocolPolicy, CachePolicyId, ...others }) => {
              // What is published: read by anybody, and kept by nobody in between, so that a pause counts at once.
              const own = referenceTo(headers)(ResponseHeadersPolicyId) && ViewerProtocolPolicy === 'redirect-to-https'
              const least = referenceTo([readers ?? ''])(OriginRequestPolicyId) && CachePolicyId === CACHING_DISABLED
              return own && least && others.ForwardedValues === undefined
            }),
          CustomErrorResponses: (errors: unknown) =>
            Array.isArray(errors) && errors.length > 0 && errors.every((each) => each.ErrorCachingMinTTL === 0) && showsOurPage(errors),
          Origins: (origins: unknown) =>
            Array.isArray(origins) &&
            origins.every((each) => addsOnly(each.OriginCustomHeaders, 'x-chorus-edge') && each.OriginShield === undefined),
        },
      }),
      ...allAre(stage, 'AWS::CloudFront::ResponseHeadersPolicy', {
        ResponseHeadersPolicyConfig: {
          CorsConfig: absent,
          ServerTimingHeadersConfig: absent,
          CustomHeadersConfig: keepsWhatTheFunctionSays,
          SecurityHeadersConfig: {
            ContentSecurityPolicy: present,
            ContentTypeOptions: { Override: true },
            FrameOptions: { FrameOption: 'DENY', Override: true },
            ReferrerPolicy: { ReferrerPolicy: 'no-referrer', Override: true },
            StrictTransportSecurity: { AccessControlMaxAgeSec: 31536000, IncludeSubdomains: true, Override: true },
          },
        },
      }),
    ]
  },
  attacks: {
    'every header of the visitor goes on': change(EDGE, set(`${DEFAULT}.OriginRequestPolicyId`, ALL_VIEWER)),
    'the agent goes on': change(
      PASSED_ON,
      set('OriginRequestPolicyConfig.HeadersConfig.Headers', ['Accept-Encoding', 'Content-Type', 'User-Agent']),
    ),
    'the address goes on': change(PASSED_ON, set('OriginRequestPolicyConfig.HeadersConfig.Headers', ['CloudFront-Viewer-Address'])),
    'all headers go on': change(PASSED_ON, set('OriginRequestPolicyConfig.HeadersConfig', { HeaderBehavior: 'allViewer' })),
    'all cookies go on': change(PASSED_ON, set('OriginRequestPolicyConfig.CookiesConfig', { CookieBehavior: 'all' })),
    'all of the query goes on': change(PASSED_ON, set('OriginRequestPolicyConfig.QueryStringsConfig', { QueryStringBehavior: 'all' })),
    'pages are kept in a cache': change(EDGE, set(`${DEFAULT}.CachePolicyId`, CACHING_OPTIMIZED)),
    'a person gets the JSON of AWS when a function dies': change(
      EDGE,
      set('DistributionConfig.CustomErrorResponses', [{ ErrorCode: 500, ErrorCachingMinTTL: 0 }]),
    ),
    'failures are kept in a cache': change(EDGE, set('DistributionConfig.CustomErrorResponses.0.ErrorCachingMinTTL', 60)),
    'plain HTTP is answered': change(EDGE, set(`${DEFAULT}.ViewerProtocolPolicy`, 'allow-all')),
    'what is published is kept in a cache': change(EDGE, set('DistributionConfig.CacheBehaviors.1.CachePolicyId', CACHING_OPTIMIZED)),
    'readers are known by a cookie': change(PASSED_ON, set('OriginRequestPolicyConfig.CookiesConfig', { CookieBehavior: 'all' })),
    'another path is served, in another way': change(EDGE, set('DistributionConfig.CacheBehaviors.0.PathPattern', '/s/*')),
    'the referrer is told to other pages': change(
      'AWS::CloudFront::ResponseHeadersPolicy',
      set('ResponseHeadersPolicyConfig.SecurityHeadersConfig.ReferrerPolicy.ReferrerPolicy', 'origin'),
    ),
    'CloudFront tells the function where the visitor is': change(
      EDGE,
      set('DistributionConfig.Origins.0.OriginCustomHeaders', [{ HeaderName: 'x-visitor', HeaderValue: 'x' }]),
    ),
    'the styles are asked for with every page': change(
      'AWS::CloudFront::ResponseHeadersPolicy',
      set('ResponseHeadersPolicyConfig.CustomHeadersConfig.Items.0.Override', true),
    ),
    'a policy of somebody else sets the headers': change(
      EDGE,
      set(`${DEFAULT}.ResponseHeadersPolicyId`, '67f7725c-6f97-4210-82d7-5512b31e9d03'),
    ),
  },
}
