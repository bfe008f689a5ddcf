import { BoardLayout } from '../pages/board-layout.tsx'
import { MissingPage } from '../pages/trouble-pages.tsx'
import { aliasOf } from '../pages/who.ts'
import { type Seated, show } from '../route.ts'
import { viewsOf } from '../stories/kept-views.ts'

/** ST-09: lists who looked at which story on which day, the newest first, for everybody on the board; also when the reading is over. */
export async function storyViewsPage({ c, view, room }: Seated<'/board/stories/:id/views'>): Promise<Response> {
  const { services } = c.env
  const { state } = room
  const proposal = state.proposals.get(c.req.param('id'))
  if (proposal?.body.kind !== 'stories') return show(c, <MissingPage view={view} />, 404)
  const views = (await viewsOf(services, proposal.id, services.clock())).toSorted(
    (one, other) => other.day.localeCompare(one.day) || one.by.localeCompare(other.by) || one.box.localeCompare(other.box),
  )
  const { stories: say } = view.words
  const many = (values: readonly string[]) => new Set(values).size
  return show(
    c,
    <BoardLayout view={view} title={say.views} back={`/board/p/${proposal.id}`}>
      <h1>{say.views}</h1>
      <p dir="auto">{proposal.body.title}</p>
      <p>{say.viewsLead}</p>
      {views.length === 0 ? (
        <p>{say.noViews}</p>
      ) : (
        <>
          <p>{say.viewsSum(many(views.map(({ by }) => by)), many(views.map(({ box }) => box)))}</p>
          <table>
            <thead>
              <tr>
                <th scope="col">{say.viewDay}</th>
                <th scope="col">{say.viewBy}</th>
                <th scope="col">{say.viewStory}</th>
              </tr>
            </thead>
            <tbody>
              {views.map(({ by, box, day }) => (
                <tr>
                  <td>
                    <bdi class="day">{day}</bdi>
                  </td>
                  <td>{aliasOf(state, by)}</td>
                  <td class="hash">{box.slice(0, 8)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </BoardLayout>,
  )
}
