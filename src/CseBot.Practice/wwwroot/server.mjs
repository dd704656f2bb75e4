/** Listens to the room: every message is the whole of it. */
export function listen(onState, onConnected) {
  const events = new EventSource('/room/events');

  events.addEventListener('state', event => onState(JSON.parse(event.data)));
  events.addEventListener('open', () => onConnected(true));
  events.addEventListener('error', () => onConnected(false));
}

export const moveClock = minutes => post('/room/clock', { minutes });

export const waitForMorning = () => post('/room/clock/morning', {});

export const say = (person, text) => post(`/room/people/${person}/say`, { text });

export const setReachable = (person, reachable) => post(`/room/people/${person}/reachable`, { reachable });

export const submit = (person, messageId, data) => post(`/room/people/${person}/submit`, { messageId, data });

export const press = async (person, messageId, action) => (await post(`/room/people/${person}/press`, { messageId, action })).json();

async function post(path, body) {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });

  if (!response.ok) {
    throw new Error(`${path} answered ${response.status}.`);
  }

  return response;
}
