package dev.darkroom.local.hiapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.darkroom.local.hiapi.drawing.OutputShape;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelInputsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            qwen-image-2.0 | {'prompt':'tea tin on slate','size':'2048*2048','prompt_extend':true,'watermark':false}
            Nano-Banana | {'prompt':'a','output_format':'jpeg'}
            Nano-Banana-2 | {'prompt':'a','aspect_ratio':'16:9','resolution':'4K','image_input':[],'output_format':'jpg'}
            Nano-Banana-Pro | {'prompt':'a','image_input':['https://img.example/a.png'],'aspect_ratio':'16:9'}
            gpt-image-2 | {'prompt':'a','resolution':'4K','aspect_ratio':'16:9'}
            gpt-image-2/text-to-image | {'prompt':'a','aspect_ratio':'auto','background':'transparent'}
            gpt-image-2/image-to-image | {'prompt':'a','input_urls':['data:image/png;base64,AA=='],'aspect_ratio':'1:1','resolution':'4K'}
            gpt-image-2@ext | {'prompt':'a','quality':'high','resolution':'4K','aspect_ratio':'3:1'}
            gpt-image-2@beta | {'prompt':'a','size':'640x480'}
            flux-1.1-pro | {'prompt':'a','aspect_ratio':'16:9'}
            seedream-5.0-pro/text-to-image | {'prompt':'four','aspect_ratio':'1:1','quality':'basic'}
            seedream-5.0-pro/image-to-image | {'prompt':'four','aspect_ratio':'3:2','quality':'high','image_urls':['http://127.0.0.1:1/a']}
            seedance-2.0 | {'prompt':'slow','aspect_ratio':'16:9','duration':5,'resolution':'720p','generate_audio':false}
            seedance-2.0 | {'prompt':'slow','aspect_ratio':'16:9','duration':5.0,'reference_image_urls':[],'first_frame_url':'data:,a b'}
            seedance-2.0-fast | {'prompt':'slow','aspect_ratio':'adaptive','first_frame_url':'https://img.example/a.png'}
            seedance-2.0-mini | {'prompt':'slow','aspect_ratio':'9:16','reference_image_urls':['https://img.example/a.png']}
            """)
    void takes(String model, String input) throws Exception {
        ModelInputs.of(model, null).check(json(input));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            qwen-image-2.0 | {'prompt':'a','size':'2048x2048'} | input.size
            qwen-image-2.0 | {'prompt':'a','aspect_ratio':'1:1'} | input.aspect_ratio
            qwen-image-2.0 | {'prompt':'a','seed':2147483648} | input.seed
            Nano-Banana | {'prompt':'a','resolution':'1K'} | input.resolution
            Nano-Banana | {'prompt':'a','image_input':[]} | input.image_input
            Nano-Banana | {'prompt':'a','output_format':'jpg'} | input.output_format
            Nano-Banana-2 | {} | input.prompt
            Nano-Banana-2 | {'prompt':null} | input.prompt
            Nano-Banana-2 | {'prompt':7} | input.prompt
            Nano-Banana-2 | {'prompt':''} | input.prompt
            Nano-Banana-2 | {'prompt':'a','aspect_ratio':'2:1'} | input.aspect_ratio
            Nano-Banana-2 | {'prompt':'a','image_input':'https://img.example/a.png'} | input.image_input
            Nano-Banana-2 | {'prompt':'a','image_input':['ftp://img.example/a.png']} | input.image_input
            Nano-Banana-2 | {'prompt':'a','callback':{}} | input.callback
            gpt-image-2 | {'prompt':'a','aspect_ratio':'auto','resolution':'2K'} | input.aspect_ratio
            gpt-image-2 | {'prompt':'a','resolution':'2K'} | input.aspect_ratio
            gpt-image-2 | {'prompt':'a','aspect_ratio':'5:4','resolution':'2K'} | input.aspect_ratio
            gpt-image-2 | {'prompt':'a','aspect_ratio':'1:1','resolution':'4K'} | input.aspect_ratio
            gpt-image-2 | {'prompt':'a','aspect_ratio':'16:9','resolution':'2K','background':'opaque'} | input.background
            gpt-image-2/image-to-image | {'prompt':'a'} | input.input_urls
            gpt-image-2/image-to-image | {'prompt':'a','input_urls':[]} | input.input_urls
            gpt-image-2/image-to-image | {'prompt':'a','image_urls':['https://img.example/a.png']} | input.image_urls
            gpt-image-2@ext | {'prompt':'a'} | input.quality
            flux-1.1-pro | {'prompt':'a','aspect_ratio':'wide'} | input.aspect_ratio
            seedream-5.0-pro/text-to-image | {'prompt':'four','quality':'basic'} | input.aspect_ratio
            seedream-5.0-pro/text-to-image | {'prompt':'abc','aspect_ratio':'1:1','quality':'basic'} | input.prompt
            seedance-2.0 | {'prompt':'slow','aspect_ratio':'16:9','duration':3} | input.duration
            seedance-2.0 | {'prompt':'slow','aspect_ratio':'16:9','duration':5.5} | input.duration
            seedance-2.0 | {'prompt':'slow','aspect_ratio':'16:9','seed':1} | input.seed
            seedance-2.0 | {'prompt':'slow','aspect_ratio':'16:9','generate_audio':'no'} | input.generate_audio
            seedance-2.0 | {'prompt':'slow','aspect_ratio':'16:9','first_frame_url':'https://a.example/','reference_image_urls':['https://a.example/']} | input.first_frame_url
            seedance-2.0-mini | {'prompt':'slow','aspect_ratio':'16:9','web_search':true} | input.web_search
            """)
    void refusesAndNamesTheField(String model, String input, String field) throws Exception {
        var value = json(input);
        var refusal = assertThrows(
                RequestRefused.class, () -> ModelInputs.of(model, null).check(value));
        assertEquals(400, refusal.answer().status());
        var told = new ObjectMapper().readTree(refusal.answer().body());
        assertTrue(told.path("message").asText().contains(field), told::toString);
        assertEquals("INVALID_REQUEST", told.path("error_code").asText());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '"', textBlock = """
            Nano-Banana-2 ~ {'seed':1} ~ input.seed is not a field of Nano-Banana-2
            Nano-Banana-2 ~ {'resolution':'8K'} ~ input.prompt is required
            Nano-Banana-2 ~ {'prompt':7} ~ input.prompt must be text of 1 to 10000 characters
            qwen-image-2.0 ~ {'prompt':'a','negative_prompt':7} ~ input.negative_prompt must be text of 0 to 5000 characters
            Nano-Banana-2 ~ {'prompt':'a','resolution':1,'image_input':7} ~ input.image_input must be a list of 0 to 14 http(s) or data URLs
            Nano-Banana-2 ~ {'prompt':'a','image_input':['http:///a']} ~ input.image_input must be a list of 0 to 14 http(s) or data URLs
            Nano-Banana-2 ~ {'prompt':'a','resolution':1} ~ input.resolution is not an allowed value; allowed: 1K, 2K, 4K
            gpt-image-2@beta ~ {'prompt':'a','size':'auto or so'} ~ input.size is not an allowed value; allowed: auto|[0-9]{3,5}x[0-9]{3,5}
            flux-1.1-pro ~ {'prompt':'a','aspect_ratio':'16:9\\n'} ~ input.aspect_ratio is not an allowed value; allowed: [1-9][0-9]?:[1-9][0-9]?
            seedance-2.0 ~ {'prompt':'slow','aspect_ratio':'16:9','duration':1e30} ~ input.duration must be a whole number, 4 to 15
            seedance-2.0 ~ {'prompt':'slow','aspect_ratio':'16:9','generate_audio':'no'} ~ input.generate_audio must be true or false
            seedance-2.0 ~ {'prompt':'slow','aspect_ratio':'16:9','first_frame_url':'https://'} ~ input.first_frame_url must be an http(s) or data URL
            gpt-image-2 ~ {'prompt':'a','resolution':'2K'} ~ input.aspect_ratio and input.resolution do not go together with these values
            """)
    void saysWhatIsWrong(String model, String input, String message) throws Exception {
        var value = json(input);
        var refusal = assertThrows(
                RequestRefused.class, () -> ModelInputs.of(model, null).check(value));
        assertEquals(
                "{\"code\":400,\"message\":\"" + message + "\",\"data\":null,\"error_code\":\"INVALID_REQUEST\"}",
                new String(refusal.answer().body(), StandardCharsets.UTF_8));
    }

    @Test
    void countsCodePoints() throws Exception {
        var limit = "\ud83c\udf75".repeat(5000);
        ModelInputs.of("Nano-Banana", null).check(json("{'prompt':'" + limit + "'}"));
        var over = json("{'prompt':'" + limit + "a'}");
        assertThrows(
                RequestRefused.class, () -> ModelInputs.of("Nano-Banana", null).check(over));
    }

    @Test
    void anUnknownRouteIsToldTheValidOnes() {
        var refusal = assertThrows(RequestRefused.class, () -> ModelInputs.of("gpt-image-2", "pro"));
        assertTrue(refusal.getMessage().contains("default, ext, beta"), refusal::getMessage);
        assertThrows(RequestRefused.class, () -> ModelInputs.of("gpt-image-9", null));
        assertEquals(
                "gpt-image-2/text-to-image",
                ModelInputs.of("gpt-image-2/text-to-image", "").name());
    }

    @ParameterizedTest
    @CsvSource({
        "Nano-Banana-2, 16:9, 1K, 1376, 774",
        "Nano-Banana-2, 1:1, 1K, 1024, 1024",
        "Nano-Banana-2, 9:16, 2K, 1530, 2720",
        "gpt-image-2, 16:9, 4K, 3840, 2160",
        "Nano-Banana-2, auto, 1K, 1024, 1024"
    })
    void shapesAreExact(String name, String ratio, String resolution, int width, int height) throws Exception {
        var model = ModelInputs.of(name, null);
        var values =
                model.check(json("{'prompt':'a','aspect_ratio':'" + ratio + "','resolution':'" + resolution + "'}"));
        var shape = OutputShape.of(model.video(), values, 1024 * 1024);
        assertEquals(width + "x" + height, shape.width() + "x" + shape.height());
    }

    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }
}
