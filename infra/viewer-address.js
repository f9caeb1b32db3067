// Runs at CloudFront's edge before every request to /api/*. Only the address that the edge itself saw counts: what a
// client puts in this header, or in X-Forwarded-For, is dropped. The template carries the same text; a test holds them equal.
function handler(event) {
  var request = event.request;
  request.headers['x-darkroom-viewer-address'] = { value: event.viewer.ip };
  return request;
}
