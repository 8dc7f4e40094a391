using Cms.Content.Posts;

namespace Cms.Tests.Import;

public sealed class LanguageDetectionTests
{
    [Theory]
    [InlineData("en", "The kettle is on the stove and it will be ready in a minute, so that we can have a cup of tea with the guests.")]
    [InlineData("de", "Der Kessel steht auf dem Herd und ist in einer Minute so weit, dass wir mit den Gästen eine Tasse Tee trinken können.")]
    [InlineData("fr", "La bouilloire est sur le feu et elle sera prête dans une minute pour que nous puissions boire le thé avec des amis.")]
    [InlineData("es", "El agua está en el fuego y en un minuto estará lista para que los invitados tomen una taza de té con nosotros, pero sin azúcar.")]
    [InlineData("pt", "A chaleira está no fogo e em um minuto os convidados não vão mais esperar pelo chá, mas você também pode tomar uma xícara.")]
    [InlineData("it", "Il bollitore è sul fuoco e tra un minuto gli ospiti non aspetteranno più, ma anche noi possiamo bere una tazza di tè con il latte della casa.")]
    [InlineData("nl", "De ketel staat op het vuur en over een minuut kunnen we met de gasten een kop thee drinken, maar niet voor het eten is gedaan.")]
    [InlineData("pl", "Czajnik jest na ogniu i za minutę będzie gotowy, tak że możemy się napić herbaty z gośćmi, ale nie od razu, bo to już po obiedzie.")]
    [InlineData("ja", "やかんは火にかけてあります。もうすぐお茶が飲めます。")]
    [InlineData("zh", "水壶在炉子上，一分钟后我们就可以和客人一起喝茶了。")]
    [InlineData("ko", "주전자가 불 위에 있습니다. 곧 손님들과 차를 마실 수 있습니다.")]
    [InlineData("ru", "Чайник стоит на плите, и через минуту мы будем пить чай с гостями, это очень вкусно.")]
    [InlineData("uk", "Чайник стоїть на плиті, і за хвилину ми питимемо чай із гостями.")]
    [InlineData("ar", "الإبريق على النار وسنشرب الشاي مع الضيوف بعد دقيقة.")]
    [InlineData("fa", "کتری روی آتش است و تا یک دقیقهٔ دیگر با مهمان‌ها چای می‌نوشیم.")]
    [InlineData("he", "הקומקום על האש ובעוד דקה נשתה תה עם האורחים.")]
    public void A_clear_text_is_recognized(string language, string text) => LanguageDetection.Of(text).ShouldBe(language);

    [Theory]
    [InlineData("")]
    [InlineData("Docker 1.0")]
    [InlineData("x = y + z")]
    [InlineData("```\nthe and of to is in that it for with\n```")]
    public void A_text_that_does_not_tell_has_no_language(string text) => LanguageDetection.Of(text).ShouldBeNull();

    [Theory]
    [InlineData("lang: pt-br", "title: x", "pt-br")]
    [InlineData("language: de", "lang: fr", "de")]
    [InlineData("locale: en_US.UTF-8", "", "en-US")]
    [InlineData("a: b", "lang: fr", "fr")]
    [InlineData("lang: nobody knows", "", null)]
    public void What_somebody_says_counts_first(string frontMatter, string configuration, string? language) =>
        SiteFolder.Content(frontMatter, configuration).Language.ShouldBe(language);
}
