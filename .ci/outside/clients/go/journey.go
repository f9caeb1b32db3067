// The whole journey by the client that oapi-codegen makes: journey SITE LIMITED-SITE
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"io"
	"log"
	"net/http"
	"net/http/cookiejar"
	"os"
	"path"
	"reflect"
	"strconv"
	"strings"
	"time"

	"journey/darkroom"
)

var always = context.Background()

// expect ends the journey where something is not as described.
func expect(holds bool, what ...any) {
	if !holds {
		log.Panicln(append([]any{"not as described:"}, what...)...)
	}
}

func must[T any](value T, err error) T {
	expect(err == nil, err)
	return value
}

// The client in a browser of its own.
func clientOf(site string) *darkroom.ClientWithResponses {
	browser := &http.Client{Jar: must(cookiejar.New(nil))}
	return must(darkroom.NewClientWithResponses(site, darkroom.WithHTTPClient(browser)))
}

func create(client *darkroom.ClientWithResponses, task darkroom.NewTask, key string) *darkroom.CreateTaskResponse {
	return must(client.CreateTaskWithResponse(always, &darkroom.CreateTaskParams{IdempotencyKey: &key}, task))
}

func accepted(response *http.Response, task *darkroom.Accepted, body []byte) string {
	expect(task != nil, response.Status, string(body))
	expect(response.Header.Get("Location") == "/api/images/"+task.TaskId, response.Header)
	expect(response.Header.Get("Retry-After") == strconv.Itoa(int(task.RetryAfter)), response.Header)
	return task.TaskId
}

func refused(problem *darkroom.Problem, status int32, code string) *darkroom.Problem {
	expect(problem != nil, "no problem where", code, "is one")
	expect(problem.Status == status && problem.Code == code && problem.RequestId != "", *problem)
	return problem
}

func waitFor(client *darkroom.ClientWithResponses, id string) *darkroom.Task {
	for {
		answer := must(client.GetTaskWithResponse(always, id))
		task := answer.JSON200
		expect(task != nil, answer.Status(), string(answer.Body))
		if task.Status == darkroom.Success || task.Status == darkroom.Fail {
			return task
		}
		time.Sleep(time.Duration(*task.RetryAfter) * time.Second)
	}
}

func upload(client *darkroom.ClientWithResponses) string {
	var file bytes.Buffer
	expect(png.Encode(&file, image.NewGray(image.Rect(0, 0, 1, 1))) == nil)
	body := darkroom.NewUpload{ContentType: darkroom.Imagepng, Bytes: int64(file.Len())}
	answer := must(client.CreateUploadWithResponse(always, body))
	opened := answer.JSON201
	expect(opened != nil, answer.Status(), string(answer.Body))
	request := must(http.NewRequest(opened.Method, opened.Url, &file))
	for name, value := range opened.Headers {
		request.Header.Set(name, value)
	}
	put := must(http.DefaultClient.Do(request))
	expect(put.StatusCode < 300, put.Status)
	return opened.UploadId
}

func fetch(url string) (*http.Response, []byte) {
	response := must(http.Get(url))
	defer response.Body.Close()
	return response, must(io.ReadAll(response.Body))
}

func makeBoth(client *darkroom.ClientWithResponses) []*darkroom.Task {
	catalogue := must(client.ListModelsWithResponse(always)).JSON200
	var model darkroom.Model
	for _, each := range catalogue.Models {
		if each.Id == catalogue.Default {
			model = each
		}
	}
	expect(model.Prices[0].Usd != nil, model)
	key := fmt.Sprint("go-", time.Now().UnixNano())
	body := darkroom.NewTask{
		Prompt: "A brass kettle", Model: &model.Id, AspectRatio: &model.AspectRatios[0], Resolution: &model.Prices[0].Resolution,
	}
	answer := create(client, body, key)
	first := accepted(answer.HTTPResponse, answer.JSON202, answer.Body)
	answer = create(client, body, key)
	expect(accepted(answer.HTTPResponse, answer.JSON200, answer.Body) == first, "the same click is another task")
	answer = create(client, darkroom.NewTask{Prompt: "A copper kettle"}, key)
	refused(answer.ApplicationproblemJSON422, 422, "idempotency_key_reused")
	answer = create(client, darkroom.NewTask{Prompt: "The same in oil", References: &[]string{upload(client)}}, key+"-again")
	again := accepted(answer.HTTPResponse, answer.JSON202, answer.Body)
	return []*darkroom.Task{waitFor(client, first), waitFor(client, again)}
}

func checkFile(client *darkroom.ClientWithResponses, task *darkroom.Task) {
	expect(task.Status == darkroom.Success && task.Url != nil && task.Error == nil, *task)
	response, whole := fetch(*task.Url)
	expect(int64(len(whole)) == task.Outputs[0].Bytes, len(whole))
	file, first, etag := path.Base(*task.Url), "bytes=0-9", response.Header.Get("ETag")
	part := must(client.GetFileWithResponse(always, file, &darkroom.GetFileParams{Range: &first}))
	expect(part.StatusCode() == 206 && bytes.Equal(part.Body, whole[:10]), part.Status())
	kept := must(client.GetFileWithResponse(always, file, &darkroom.GetFileParams{IfNoneMatch: &etag}))
	expect(kept.StatusCode() == 304, kept.Status())
}

func listed(client *darkroom.ClientWithResponses) []string {
	var ids []string
	one := int32(1)
	params := &darkroom.ListTasksParams{Limit: &one}
	for {
		page := must(client.ListTasksWithResponse(always, params)).JSON200
		for _, task := range page.Tasks {
			ids = append(ids, task.TaskId)
		}
		if page.NextCursor == nil {
			return ids
		}
		params.Cursor = page.NextCursor
	}
}

func beRefused(client *darkroom.ClientWithResponses, site string) {
	unknown := must(client.GetTaskWithResponse(always, strings.Repeat("a", 32)))
	refused(unknown.ApplicationproblemJSON404, 404, "not_found")
	large := create(client, darkroom.NewTask{Prompt: strings.Repeat("x", 600_000)}, "large")
	refused(large.ApplicationproblemJSON413, 413, "too_large")
	empty := refused(create(client, darkroom.NewTask{}, "empty").ApplicationproblemJSON422, 422, "invalid_request")
	expect((*empty.Errors)[0].Field == "prompt", *empty)
	malformed := must(client.CreateTaskWithBodyWithResponse(always, nil, "application/json", strings.NewReader("{")))
	refused(malformed.ApplicationproblemJSON400, 400, "malformed_json")
	text := must(client.CreateTaskWithBodyWithResponse(always, nil, "text/plain", strings.NewReader("{}")))
	refused(text.ApplicationproblemJSON415, 415, "unsupported_media_type")
	// What a generated client cannot say.
	request := must(http.NewRequest(http.MethodPut, site+"/api/models", nil))
	response := must(http.DefaultClient.Do(request))
	defer response.Body.Close()
	var problem darkroom.Problem
	expect(json.NewDecoder(response.Body).Decode(&problem) == nil)
	refused(&problem, 405, "method_not_allowed")
}

func useUp(site string) {
	client := clientOf(site)
	answer := create(client, darkroom.NewTask{Prompt: "The only one"}, fmt.Sprint("go-", time.Now().UnixNano()))
	accepted(answer.HTTPResponse, answer.JSON202, answer.Body)
	answer = create(client, darkroom.NewTask{Prompt: "One too many"}, fmt.Sprint("go-", time.Now().UnixNano()))
	refused(answer.ApplicationproblemJSON429, 429, "daily_limit_reached")
	expect(must(strconv.Atoi(answer.HTTPResponse.Header.Get("Retry-After"))) > 0, answer.HTTPResponse.Header)
	quota := must(client.GetQuotaWithResponse(always)).JSON200
	expect(*quota.Limit == 1 && quota.Used == 1 && *quota.Remaining == 0, *quota)
}

func main() {
	site := os.Args[1]
	client := clientOf(site)
	quota := must(client.GetQuotaWithResponse(always)).JSON200
	expect(quota != nil && quota.Limit == nil && quota.Remaining == nil, quota)
	made := makeBoth(client)
	for _, task := range made {
		checkFile(client, task)
	}
	expect(reflect.DeepEqual(listed(client), []string{made[1].TaskId, made[0].TaskId}), listed(client))
	beRefused(client, site)
	expect(must(client.DeleteTaskWithResponse(always, made[0].TaskId)).StatusCode() == 204)
	refused(must(client.GetTaskWithResponse(always, made[0].TaskId)).ApplicationproblemJSON404, 404, "not_found")
	useUp(os.Args[2])
}
