from django.forms.renderers import TemplatesSetting


class PortalFormRenderer(TemplatesSetting):
    """Forms are drawn by our own templates: one label, one hint, one error beside each field."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
