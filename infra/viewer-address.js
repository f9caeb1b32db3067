// Runs at CloudFront's edge before every request to /api/*. Only the address that the edge itself saw counts: what a
// client puts in this header, or in X-Forwarded-For, is dropped. The template carries the same text; a test holds them equal.
function handler(event) {
  var request = event.request;
  request.headers['x-darkroom-viewer-address'] = { value: event.viewer.ip };
  // API Gateway joins headers of one name with commas, and a key may have a comma: only here can two be told from one.
  var key = request.headers['idempotency-key'];
  delete request.headers['x-darkroom-repeated'];
  if (key && key.multiValue && key.multiValue.length > 1) {
    request.headers['x-darkroom-repeated'] = { value: 'idempotency-key' };
  }
  return request;
}
